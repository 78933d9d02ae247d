import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { usePlansChanged } from './usePlansChanged.ts';

/** Before a plan is open: go on with one's own, or begin a new one. */
export function StartPlan({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const trpc = useTRPC();
  const [, change] = useMapState();
  const { say, setPage } = useReassignStore();
  const changed = usePlansChanged();
  const plans = useQuery(trpc.reassign.plan.list.queryOptions({ villageCode: now.villageCode }));
  const own = plans.data?.filter(({ state, isMine }) => state === 'draft' && isMine) ?? [];
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
      <p className={styles.hint}>{t('reassign.start')}</p>
      <div className={styles.startButtons}>
        <Button
          isPrimary
          isDisabled={create.isPending}
          onClick={() =>
            create.mutate({ villageCode: now.villageCode, name: t('reassign.newName', { day: today.slice(5) }) })
          }
        >
          {t('reassign.newPlan')}
        </Button>
        {own.slice(0, 3).map(({ id, name, steps }) => (
          <Button key={id} onClick={() => change({ plan: id }, { history: 'replace' })}>
            {t('reassign.goOn', { name, steps })}
          </Button>
        ))}
      </div>
    </header>
  );
}
