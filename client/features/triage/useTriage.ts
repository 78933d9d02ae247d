import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { create } from 'zustand';
import { dayNumber } from '../../../shared/geo.ts';
import { filterHazards } from '../../../shared/hazardColumns.ts';
import type { FacetName, HazardFilter, HazardSort } from '../../../shared/hazardFilter.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useRegister } from '../../map/useRegister.ts';
import { type Register, zoneWithInner } from '../../map/visible.ts';
import { useDebounced } from '../../ui/useDebounced.ts';
import { type MapState, useMapState } from '../../url/mapState.ts';
import { isLocal, rowsInPlace } from './filter/inPlace.ts';
import { rowOrder, rowsInOrder } from './list/sorting.ts';
import { useTriageStore } from './triageStore.ts';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 250;

export type TriageNow = {
  areaCode: string;
  register: Register;
  /** All that is asked, as the server understands it. */
  filter: HazardFilter;
  /** Rows of `register.hazard` that pass, in the order of the list: what the list and the map show. */
  rows: readonly number[];
  facets: Record<FacetName, Record<string, number>>;
  /** The server has still to say which lie there, or in which order. */
  isAsking: boolean;
  error: unknown;
};

/** What is shown now, for the panel and the map alike; null until the register is there. */
export const useTriageNow = create<{ now: TriageNow | null }>(() => ({ now: null }));

/** The filter that the address and the search box make up together. */
export function filterOf(state: MapState, areaCode: string, text: string): HazardFilter {
  const { sort: _, descending: __, ...choice } = state.hazardChoice;
  return {
    ...choice,
    areaCode,
    zoneId: state.zone,
    categories: state.hazardCategories,
    severities: state.hazardSeverities,
    states: state.hazardStates,
    text,
    ids: null,
  };
}

/** Works out what passes the filter: by the rows the browser holds, and what those do not tell by the server. */
export function useTriage(): TriageNow | null {
  const register = useRegister();
  const areaCode = useCurrentArea()?.code ?? '';
  const [state] = useMapState();
  const text = useDebounced(
    useTriageStore((store) => store.text.trim()),
    typingRest,
  );
  const filter = useMemo(() => filterOf(state, areaCode, text), [state, areaCode, text]);
  const { sort, descending } = state.hazardChoice;
  const asked = useAsked(filter, sort, descending);
  const passing = useMemo(
    () => (register ? passingRows(register, filter, asked.ids) : null),
    [register, filter, asked.ids],
  );
  const order = useMemo(
    () => (register ? rowOrder(register.hazard, sort, descending, asked.order) : new Int32Array()),
    [register, sort, descending, asked.order],
  );
  const rows = useMemo(() => (passing ? rowsInOrder(order, passing.passes) : []), [order, passing]);
  return useMemo(
    () =>
      register && passing
        ? { areaCode, register, filter, rows, facets: passing.facets, isAsking: asked.isAsking, error: asked.error }
        : null,
    [areaCode, register, filter, rows, passing, asked],
  );
}

function passingRows(register: Register, filter: HazardFilter, ids: ReadonlySet<number> | null) {
  const { hazard, zones, today } = register;
  const local = rowsInPlace(hazard, filter.where);
  const inPlace = ids
    ? Uint8Array.from(hazard.id, (id, row) => (ids.has(id) && (local?.[row] ?? 1) === 1 ? 1 : 0))
    : local;
  const { responsible } = filter;
  return filterHazards(
    hazard,
    { ...filter, responsible: responsible?.kind === 'person' ? responsible : null },
    {
      today: dayNumber(today),
      inPlace,
      zones: filter.zoneId === null ? null : zoneWithInner(filter.zoneId, zones),
    },
  );
}

type Asked = { ids: ReadonlySet<number> | null; order: ReadonlyMap<number, number>; isAsking: boolean; error: unknown };
const inNoOrder: ReadonlyMap<number, number> = new Map();

/** What only the server knows of a filter: words, streets, accounts; and the order of the list, which is the exports'. */
function useAsked(filter: HazardFilter, sort: HazardSort, descending: boolean): Asked {
  const trpc = useTRPC();
  const where = filter.where.filter((each) => !isLocal(each));
  const responsible = filter.responsible?.kind === 'person' ? null : filter.responsible;
  const isNarrowed = where.length > 0 || responsible !== null || filter.text !== '';
  const input = {
    filter: { areaCode: filter.areaCode, where, responsible, text: filter.text },
    sort,
    descending,
    limit: 1,
  };
  const options = { enabled: filter.areaCode !== '', placeholderData: keepPreviousData };
  const { data, isPending, isPlaceholderData, error } = useQuery(trpc.hazard.list.queryOptions(input, options));
  const ids = data?.ids;
  return useMemo(
    () => ({
      ids: ids && isNarrowed ? new Set(ids) : null,
      order: ids && !isPlaceholderData ? new Map(ids.map((id, place) => [id, place])) : inNoOrder,
      isAsking: isPending || isPlaceholderData,
      error,
    }),
    [ids, isNarrowed, isPending, isPlaceholderData, error],
  );
}
