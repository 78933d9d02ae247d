import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { AreaSummary } from '../../shared/area.ts';
import type { MapDescription } from '../../shared/map.ts';
import { useMapState } from '../url/mapState.ts';
import { useTRPC } from './trpc.ts';

/** The areas, levels and tile versions of this installation; null while it is being fetched. */
export function useMapDescription(): MapDescription | null {
  const trpc = useTRPC();
  return useQuery(trpc.map.describe.queryOptions()).data ?? null;
}

/** The area in view: the URL's, else the first village with households; null while areas are unknown or none exist. */
export function useCurrentArea(): AreaSummary | null {
  const description = useMapDescription();
  const [{ area }] = useMapState();
  return useMemo(() => (description ? chooseArea(description.areas, area) : null), [description, area]);
}

export function chooseArea(areas: readonly AreaSummary[], wanted: string | null): AreaSummary | null {
  return (
    areas.find((area) => area.code === wanted) ??
    areas.find((area) => area.level === 'village' && area.households > 0) ??
    areas.find((area) => area.bounds !== null) ??
    areas[0] ??
    null
  );
}
