import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { usePlansChanged } from './usePlansChanged.ts';

/** Before a plan is open: go on with one's own, begin a new one, or decide on what others have handed in. */
export function StartPlan({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const trpc = useTRPC();
  const [, change] = useMapState();
  const { say, setPage } = useReassignStore();
  const changed = usePlansChanged();
  const plans = useQuery(trpc.reassign.plan.list.queryOptions({ villageCode: now.villageCode }));
  const mayDraft = useMay('plan.draft');
  const mayDecide = useMay('plan.approve', 'plan.publish');
  const own = plans.data?.filter(({ state, isMine }) => state === 'draft' && isMine) ?? [];
  const waiting = mayDecide
    ? (plans.data?.filter(({ state }) => state === 'submitted' || state === 'approved') ?? [])
    : [];
  const create = useMutation(
    trpc.reassign.plan.create.mutationOptions({
      onSuccess: ({ id }) => {
        change({ plan: id }, { history: 'replace' });
        setPage('move');
        void changed();
      },
      onError: (error) => say(errorText(error, t)),
    }),
  );
  return (
    <header className={styles.planBar}>
      <h2 className={styles.planName}>{t('reassign.title')}</h2>
      <Hint>{t(mayDraft ? 'reassign.start' : 'reassign.startDeciding')}</Hint>
      <div className={styles.startButtons}>
        {mayDraft ? (
          <Button
            isPrimary
            isDisabled={create.isPending}
            onClick={() =>
              create.mutate({ villageCode: now.villageCode, name: t('reassign.newName', { day: today.slice(5) }) })
            }
          >
            {t('reassign.newPlan')}
          </Button>
        ) : null}
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
