import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { AreaSummary } from '../../shared/area.ts';
import type { Bounds } from '../../shared/geo.ts';
import type { ZoneSummary } from '../../shared/zone.ts';
import { useCurrentArea } from '../api/area.ts';
import { useTRPC } from '../api/trpc.ts';
import { goTo } from './useOpen.ts';

/** Where one looks first: at the zones, for a village's fields are many times larger than where its people live. */
export type Home = { bounds: Bounds | null };

/** Home of the current area; null until its zones are known or cannot be. */
export function useHome(): Home | null {
  const trpc = useTRPC();
  const area = useCurrentArea();
  const areaCode = area?.code ?? '';
  const zones = useQuery(trpc.zone.list.queryOptions({ areaCode }, { enabled: areaCode !== '' }));
  return useMemo(() => {
    if (!area || zones.isPending) return null;
    return { bounds: boundsOf(zones.data ?? []) ?? area.bounds };
  }, [area, zones.isPending, zones.data]);
}

/** Moves the map home in another area, once its zones are known. */
export function useGoHome(): (area: AreaSummary) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    async ({ code, bounds }) => {
      const zones = await queryClient.ensureQueryData(trpc.zone.list.queryOptions({ areaCode: code })).catch(() => []);
      const home = boundsOf(zones) ?? bounds;
      if (home) goTo(home);
    },
    [queryClient, trpc],
  );
}

/** The rectangle round all zones; null when none has one. */
export function boundsOf(zones: readonly Pick<ZoneSummary, 'bounds'>[]): Bounds | null {
  return zones.reduce<Bounds | null>((all, { bounds }) => {
    if (!bounds || !all) return bounds ?? all;
    const [west, south, east, north] = bounds;
    return [Math.min(all[0], west), Math.min(all[1], south), Math.max(all[2], east), Math.max(all[3], north)];
  }, null);
}
