import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AreaSummary } from '../../shared/area.ts';
import type { MapDescription } from '../../shared/map.ts';
import type { Me } from '../../shared/me.ts';
import { useMapState } from '../url/mapState.ts';
import { useMe } from './me.ts';
import { useTRPC } from './trpc.ts';

/** The areas, levels and tile versions of this installation; null while it is being fetched. */
export function useMapDescription(): MapDescription | null {
  const trpc = useTRPC();
  return useQuery(trpc.map.describe.queryOptions()).data ?? null;
}

/** The area in view: the URL's, else the one whoever is signed in holds; null while areas are unknown or none exist. */
export function useCurrentArea(): AreaSummary | null {
  const description = useMapDescription();
  const me = useMe();
  const [{ area }] = useMapState();
  return useMemo(() => (description ? chooseArea(description.areas, area, me) : null), [description, area, me]);
}

/** What somebody's day is about: the first thing they hold that is on the map. */
export function homeOf(me: Me): Me['holdings'][number] | null {
  return me.holdings.find(({ role }) => role !== 'administrator') ?? me.holdings[0] ?? null;
}

export function chooseArea(areas: readonly AreaSummary[], wanted: string | null, me: Me): AreaSummary | null {
  const home = homeOf(me)?.areaCode;
  return (
    areas.find((area) => area.code === wanted) ??
    areas.find((area) => area.code === home) ??
    areas.find((area) => area.level === 'village' && area.households > 0) ??
    areas.find((area) => area.bounds !== null) ??
    areas[0] ??
    null
  );
}
