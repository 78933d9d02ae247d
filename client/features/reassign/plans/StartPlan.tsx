import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { useMapState } from '../../../url/mapState.ts';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { NewPlanButton } from './NewPlanButton.tsx';
import styles from './plans.module.css';

/** Before a plan is open: go on with one's own, begin a new one, or decide on what others have handed in. */
export function StartPlan({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { mayDraft } = now;
  const trpc = useTRPC();
  const [, change] = useMapState();
  const plans = useQuery(trpc.reassign.plan.list.queryOptions({ villageCode: now.villageCode }));
  const mayDecide = useMay('plan.approve', 'plan.publish');
  const own = plans.data?.filter(({ state, isMine }) => state === 'draft' && isMine) ?? [];
  const waiting = mayDecide
    ? (plans.data?.filter(({ state }) => state === 'submitted' || state === 'approved') ?? [])
    : [];
  return (
    <header className={styles.planBar}>
      <h2 className={lists.planName}>{t('reassign.title')}</h2>
      <Hint>{t(mayDraft ? 'reassign.start' : 'reassign.startDeciding')}</Hint>
      {!mayDraft && plans.data && waiting.length === 0 ? (
        <p className={lists.none}>{t('reassign.nothingToDecide')}</p>
      ) : null}
      <div className={shared.startButtons}>
        {mayDraft && plans.data ? <NewPlanButton now={now} plans={plans.data} isPrimary /> : null}
        {own.slice(0, 3).map(({ id, name, steps }) => (
          <Button key={id} onClick={() => change({ plan: id }, { history: 'replace' })}>
            {t('reassign.goOn', { name, steps })}
          </Button>
        ))}
        {waiting.slice(0, 3).map(({ id, name, state }) => (
          <Button key={id} isPrimary={!mayDraft} onClick={() => change({ plan: id }, { history: 'replace' })}>
            {t('reassign.decideOn', { name, state: t(`reassign.state.${state}`) })}
          </Button>
        ))}
      </div>
    </header>
  );
}
