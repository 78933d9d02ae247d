import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { usePlansChanged } from './usePlansChanged.ts';

type NewPlanButtonProps = { now: ReassignNow; plans: readonly { name: string }[]; isPrimary?: boolean };

/** Begins another plan of the village and opens it; its name is one that none of the others has. */
export function NewPlanButton({ now, plans, isPrimary = false }: NewPlanButtonProps) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const [, change] = useMapState();
  const { say, setPage } = useReassignStore();
  const changed = usePlansChanged();
  const create = useMutation(
    useTRPC().reassign.plan.create.mutationOptions({
      onSuccess: ({ id }) => {
        change({ plan: id }, { history: 'replace' });
        setPage('move');
        void changed();
      },
      onError: (error) => say(errorText(error, t)),
    }),
  );
  const name = freeName(new Set(plans.map((plan) => plan.name)), today.slice(5), t);
  return (
    <Button
      isPrimary={isPrimary}
      isDisabled={create.isPending}
      onClick={() => create.mutate({ villageCode: now.villageCode, name })}
    >
      {t('reassign.newPlan')}
    </Button>
  );
}

/** 11-29 调整, and from the second of a day on with a number, so that plans can be told apart. */
function freeName(taken: ReadonlySet<string>, day: string, t: TFunction): string {
  const first = t('reassign.newName', { day });
  for (let number = 2, name = first; ; number += 1) {
    if (!taken.has(name)) return name;
    name = t('reassign.newNameNext', { day, number });
  }
}
