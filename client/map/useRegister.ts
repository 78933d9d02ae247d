import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ZoneSummary } from '../../shared/zone.ts';
import { useCurrentArea, useMapDescription } from '../api/area.ts';
import { useColumns } from '../api/columns.ts';
import { useMay } from '../api/me.ts';
import { useTRPC } from '../api/trpc.ts';
import type { Register } from './visible.ts';

const noZones: ZoneSummary[] = [];

/** Zones of the current area; none until they are fetched, and none for who may not see them. */
export function useZones(): ZoneSummary[] {
  const trpc = useTRPC();
  const areaCode = useCurrentArea()?.code ?? '';
  const enabled = useMay('zone.see') && areaCode !== '';
  return useQuery(trpc.zone.list.queryOptions({ areaCode }, { enabled })).data ?? noZones;
}

/** Everything the layers and the legend are drawn and counted from; null until all sets are there. */
export function useRegister(): Register | null {
  const description = useMapDescription();
  const zones = useZones();
  const household = useColumns('household');
  const keyPerson = useColumns('keyPerson');
  const hazard = useColumns('hazard');
  const link = useColumns('link');
  const visit = useColumns('visit');
  return useMemo(() => {
    if (!description || household.status !== 'ready' || keyPerson.status !== 'ready') return null;
    if (hazard.status !== 'ready' || link.status !== 'ready' || visit.status !== 'ready') return null;
    return {
      household: household.columns,
      keyPerson: keyPerson.columns,
      hazard: hazard.columns,
      link: link.columns,
      visit: visit.columns,
      zones,
      levels: description.zoneLevels,
      today: description.today,
    };
  }, [description, zones, household, keyPerson, hazard, link, visit]);
}
