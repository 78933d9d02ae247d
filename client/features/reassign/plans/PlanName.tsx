import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDetail } from '../../../../shared/reassign.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import { useReassignStore } from '../reassignStore.ts';
import { usePlansChanged } from './usePlansChanged.ts';

/** The plan's name; its maker may write another over it. */
export function PlanName({ plan }: { plan: PlanDetail }) {
  const { t } = useTranslation();
  const [name, setName] = useState<string | null>(null);
  const say = useReassignStore((store) => store.say);
  const changed = usePlansChanged();
  const rename = useMutation(
    useTRPC().reassign.plan.rename.mutationOptions({
      onSuccess: changed,
      onError: (error) => say(errorText(error, t)),
    }),
  );
  if (!plan.may.includes('edit')) return <h2 className={lists.planName}>{plan.name}</h2>;
  const finish = () => {
    const next = name?.trim() ?? '';
    if (next !== '' && next !== plan.name) rename.mutate({ countyCode: plan.countyCode, id: plan.id, name: next });
    setName(null);
  };
  return (
    <input
      className={controls.planNameInput}
      aria-label={t('reassign.planName')}
      title={t('reassign.rename')}
      maxLength={60}
      value={name ?? plan.name}
      onChange={(event) => setName(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        setName(null);
      }}
    />
  );
}
