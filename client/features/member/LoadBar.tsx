import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/Panel.tsx';
import styles from './member.module.css';

/** Households in care as seats taken of the member's capacity; those beyond it are marked. */
export function LoadBar({ count, capacity }: { count: number; capacity: number }) {
  const { t } = useTranslation();
  const spare = capacity - count;
  const verdict =
    spare > 0
      ? t('member.room', { count: spare })
      : spare === 0
        ? t('member.full')
        : t('member.over', { count: -spare });
  const seats = Array.from({ length: Math.max(count, capacity) }, (_, seat) => ({
    seat,
    standing: seat >= count ? 'free' : seat < capacity ? 'taken' : 'over',
  }));
  return (
    <Section title={t('member.load')} aside={verdict}>
      <p className={styles.figure}>{t('member.loadOf', { count, capacity })}</p>
      <div className={styles.seats} aria-hidden="true">
        {seats.map(({ seat, standing }) => (
          <span key={seat} data-standing={standing} />
        ))}
      </div>
    </Section>
  );
}
