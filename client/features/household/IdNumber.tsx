import { useMutation } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Personal } from '../../ui/Personal.tsx';
import styles from './household.module.css';

type IdNumberProps = { countyCode: string; personId: number; name: string; masked: string };

/** An identity number as it came, and for whoever may, the way to the whole of it; each look is on record. */
export function IdNumber({ countyCode, personId, name, masked }: IdNumberProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const mayReveal = useMay('household.reveal');
  // What was revealed is forgotten with the card, and never in the cache.
  const revealing = useMutation(trpc.household.reveal.mutationOptions({ gcTime: 0 }));
  const whole = revealing.data?.idNumber;
  return (
    <span>
      {t('household.idNumber')} {whole ?? <Personal text={masked} />}
      {mayReveal && !whole && (
        <button
          type="button"
          className={styles.eye}
          aria-label={t('household.revealOf', { name })}
          title={t('household.reveal')}
          disabled={revealing.isPending}
          onClick={() => revealing.mutate({ countyCode, personId })}
        >
          <Eye size={14} aria-hidden />
        </button>
      )}
      {revealing.error && (
        <span role="alert" className={styles.refused}>
          {errorText(revealing.error, t)}
        </span>
      )}
    </span>
  );
}
