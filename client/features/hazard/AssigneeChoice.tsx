import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Assignee } from '../../../shared/hazardLoop.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { Choice } from '../../ui/Field.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';

type AssigneeChoiceProps = { hazard: HazardDetail; onChange: (assignee: Assignee | undefined) => void };

/** Who it is given to, the nearest duty first, with how much each has in hand. */
export function AssigneeChoice({ hazard: { countyCode, id }, onChange }: AssigneeChoiceProps) {
  const { t } = useTranslation();
  const { role } = useLabels();
  const trpc = useTRPC();
  const { data, error } = useQuery(trpc.hazard.candidates.queryOptions({ countyCode, id }));
  const [place, setPlace] = useState(0);
  const latest = data?.[place]?.assignee;
  // biome-ignore lint/correctness/useExhaustiveDependencies: told when another is chosen, not when the asker is drawn anew
  useEffect(() => onChange(latest), [latest]);
  if (error) return <ErrorNote error={error} />;
  if (!data) return <Skeleton widths={[40, 100]} />;
  return (
    <Choice label={t('hazard.assignee')} value={place} onChange={(event) => setPlace(Number(event.target.value))}>
      {data.map((each, index) => (
        <option key={`${each.duty}.${each.name}.${each.of}`} value={index}>
          {t('hazard.candidate', { name: each.name, duty: role[each.duty], of: each.of, open: each.open })}
        </option>
      ))}
    </Choice>
  );
}
