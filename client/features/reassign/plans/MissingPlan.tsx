import { useTranslation } from 'react-i18next';
import { drop } from '../../../api/outbox.ts';
import { errorCodeOf, errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../reassign.module.css';
import styles from './plans.module.css';
import { useUnsentPlans } from './unsent.ts';

/** A plan that was discarded, or lies beyond one's reach: why, and the way back; what was not sent has no place to go to. */
export function MissingPlan({ id, error }: { id: number; error: unknown }) {
  const { t } = useTranslation();
  const [, change] = useMapState();
  const isGone = errorCodeOf(error) !== 'unavailable';
  const unsent = useUnsentPlans().find((each) => isGone && each.id === id);
  const close = () => {
    for (const place of unsent?.places ?? []) void drop(place);
    change({ plan: null }, { history: 'replace' });
  };
  return (
    <header className={styles.planBar}>
      <p className={styles.banner} role="alert">
        {t('reassign.missing', { why: errorText(error, t) })}
        {unsent ? ` ${t('reassign.missing.unsent', { steps: unsent.steps })}` : null}
      </p>
      <div className={shared.startButtons}>
        <Button onClick={close}>{t('reassign.closePlan')}</Button>
      </div>
    </header>
  );
}
