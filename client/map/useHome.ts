import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Bounds } from '../../shared/geo.ts';
import type { ZoneSummary } from '../../shared/zone.ts';
import { useCurrentArea } from '../api/area.ts';
import { useTRPC } from '../api/trpc.ts';

/** Where one looks first: at the zones, for a village's fields are many times larger than where its people live. */
export type Home = { areaCode: string; bounds: Bounds | null };

/** Home of the current area; null until its zones are known or cannot be. */
export function useHome(): Home | null {
  const trpc = useTRPC();
  const area = useCurrentArea();
  const areaCode = area?.code ?? '';
  const zones = useQuery(trpc.zone.list.queryOptions({ areaCode }, { enabled: areaCode !== '' }));
  return useMemo(() => {
    if (!area || zones.isPending) return null;
    return { areaCode: area.code, bounds: boundsOf(zones.data ?? []) ?? area.bounds };
  }, [area, zones.isPending, zones.data]);
}

/** The rectangle round all zones; null when none has one. */
export function boundsOf(zones: readonly Pick<ZoneSummary, 'bounds'>[]): Bounds | null {
  return zones.reduce<Bounds | null>((all, { bounds }) => {
    if (!bounds || !all) return bounds ?? all;
    const [west, south, east, north] = bounds;
    return [Math.min(all[0], west), Math.min(all[1], south), Math.max(all[2], east), Math.max(all[3], north)];
  }, null);
}
