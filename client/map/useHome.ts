import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { AreaSummary } from '../../shared/area.ts';
import type { Bounds } from '../../shared/geo.ts';
import type { ZoneSummary } from '../../shared/zone.ts';
import { homeOf, useCurrentArea } from '../api/area.ts';
import { useColumns } from '../api/columns.ts';
import { useMay, useMe } from '../api/me.ts';
import { useTRPC } from '../api/trpc.ts';
import { goTo } from './useOpen.ts';

/** Where one looks first: at the zones, for a village's fields are many times larger than where its people live. */
export type Home = { bounds: Bounds | null };

/** Home of the current area: of whoever leads a zone in it, that zone. Null until its zones are known or cannot be. */
export function useHome(): Home | null {
  const trpc = useTRPC();
  const area = useCurrentArea();
  const held = homeOf(useMe());
  const areaCode = area?.code ?? '';
  const enabled = useMay('zone.see') && areaCode !== '';
  const zones = useQuery(trpc.zone.list.queryOptions({ areaCode }, { enabled }));
  const households = useColumns('household');
  const isFew = held?.areaCode === areaCode && held.zoneId === null && held.households !== null;
  const isWaiting = (enabled && zones.isPending) || (isFew && households.status === 'loading');
  return useMemo(() => {
    if (!area || isWaiting) return null;
    if (isFew && households.status === 'ready') return { bounds: extentOf(households.columns) ?? area.bounds };
    const own = zones.data?.filter(({ id }) => id === held?.zoneId) ?? [];
    return { bounds: boundsOf(own) ?? boundsOf(zones.data ?? []) ?? area.bounds };
  }, [area, isWaiting, isFew, households, zones.data, held]);
}

/** The rectangle round all rows that have a position; null when none has one. */
function extentOf({ lng, lat }: { lng: Float64Array; lat: Float64Array }): Bounds | null {
  const positions = Array.from(lng, (each, row) => ({ bounds: pointBounds(each, lat[row] ?? Number.NaN) }));
  return boundsOf(positions);
}

function pointBounds(lng: number, lat: number): Bounds | null {
  return Number.isNaN(lng) ? null : [lng, lat, lng, lat];
}

/** Moves the map home in another area, once its zones are known. */
export function useGoHome(): (area: AreaSummary) => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const mayZones = useMay('zone.see');
  return useCallback(
    async ({ code, bounds }) => {
      const zones = mayZones
        ? await queryClient.ensureQueryData(trpc.zone.list.queryOptions({ areaCode: code })).catch(() => [])
        : [];
      const home = boundsOf(zones) ?? bounds;
      if (home) goTo(home);
    },
    [queryClient, trpc, mayZones],
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
