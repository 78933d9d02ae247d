import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ColumnSet, type ColumnsOf, columnSets } from '../../shared/columns.ts';
import type { Me } from '../../shared/me.ts';
import type { Action } from '../../shared/permissions.ts';
import { useCurrentArea } from './area.ts';
import { ask } from './ask.ts';
import { type ColumnsAt, decodeColumns, mergeColumns, noColumns } from './decodeColumns.ts';
import { useMay } from './me.ts';
import { presenceHeaders } from './presence.ts';
import { fetchSigned } from './session.ts';
import { queryClient, trpcAhead } from './trpc.ts';

export type ColumnsState<Set extends ColumnSet> =
  | { status: 'loading' }
  | { status: 'error'; error: Error }
  | { status: 'ready'; columns: ColumnsOf<Set> };

/** What fetching a set stands for. */
const actionOf: Record<ColumnSet, Action> = {
  household: 'household.list',
  keyPerson: 'keyPerson.see',
  hazard: 'hazard.see',
  link: 'household.list',
  visit: 'household.list',
};

/** Columns of a set in the current area, without rows where the role has no right to any; the same arrays until something in them changes. */
export function useColumns<Set extends ColumnSet>(set: Set): ColumnsState<Set> {
  const areaCode = useCurrentArea()?.code ?? null;
  const isAllowed = useMay(actionOf[set]);
  const { data, error } = useQuery({
    queryKey: columnsKey(set, areaCode),
    queryFn: ({ signal }) => fetchColumns(set, areaCode ?? '', null, signal),
    enabled: areaCode !== null && isAllowed,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });
  return useMemo(() => {
    if (!isAllowed) return { status: 'ready', columns: noColumns(set) };
    if (data) return { status: 'ready', columns: data.columns };
    return error ? { status: 'error', error } : { status: 'loading' };
  }, [set, isAllowed, data, error]);
}

/**
 * Fetches what changed in a set since it was last fetched, and redraws what shows it: in every area held, or in those that
 * `isWanted` by their code and the sequence number they are of. Answers the rows that came.
 */
export async function refreshColumns<Set extends ColumnSet>(
  set: Set,
  isWanted: (areaCode: string, seq: number) => boolean = () => true,
): Promise<ColumnsOf<Set>[]> {
  const held = queryClient.getQueryCache().findAll({ queryKey: ['columns', set] });
  const came = await Promise.all(held.map((query) => refreshArea(set, String(query.queryKey[2]), isWanted)));
  return came.filter((columns) => columns !== null);
}

async function refreshArea<Set extends ColumnSet>(
  set: Set,
  areaCode: string,
  isWanted: (areaCode: string, seq: number) => boolean,
): Promise<ColumnsOf<Set> | null> {
  const key = columnsKey(set, areaCode);
  const held = queryClient.getQueryData<ColumnsAt<Set>>(key);
  if (!isWanted(areaCode, held?.seq ?? 0)) return null;
  if (!held) {
    await queryClient.invalidateQueries({ queryKey: key });
    return null;
  }
  const changed = await fetchColumns(set, areaCode, held.seq);
  const whole = isPartHeld() ? await fetchColumns(set, areaCode, null) : null;
  queryClient.setQueryData<ColumnsAt<Set>>(key, (present) => {
    // Another fetch may have come back first with what is newer still.
    if (!present || present.seq > changed.seq) return present;
    const merged = mergeColumns(set, present.columns, changed.columns);
    const isLess = whole !== null && whole.columns.id.length < merged.id.length;
    return isLess ? whole : { seq: changed.seq, columns: merged };
  });
  return changed.columns;
}

/** Whether somebody holds only zones or linked households: of a row that leaves them nothing tells but that it is missing. */
function isPartHeld(): boolean {
  const me = queryClient.getQueryData(trpcAhead.me.get.queryKey());
  return me?.holdings.every(({ households }) => households !== null) ?? false;
}

/** Fetches every set of an area that somebody may see, for the first drawing, before anything asks for it. */
export function prefetchColumns(areaCode: string, me: Me): void {
  for (const name of Object.keys(columnSets)) {
    const set = name as ColumnSet;
    if (!me.actions.includes(actionOf[set])) continue;
    void queryClient.prefetchQuery({
      queryKey: columnsKey(set, areaCode),
      queryFn: ({ signal }) => fetchColumns(set, areaCode, null, signal),
      staleTime: Number.POSITIVE_INFINITY,
    });
  }
}

function columnsKey(set: ColumnSet, areaCode: string | null): [string, ColumnSet, string | null] {
  return ['columns', set, areaCode];
}

/**
 * Unchanged columns come from the browser's cache: it sends their ETag and the server answers 304.
 * Waits for whoever is at the screen when the session has ended.
 * @throws {AppError} `unavailable` when the server cannot be reached, else as it refuses
 */
async function fetchColumns<Set extends ColumnSet>(
  set: Set,
  areaCode: string,
  since: number | null,
  signal?: AbortSignal,
): Promise<ColumnsAt<Set>> {
  const query = since === null ? '' : `?since=${since}`;
  const response = await ask(
    `/columns/${set}/${areaCode}${query}`,
    { signal, headers: presenceHeaders() },
    fetchSigned,
  );
  return decodeColumns(set, new Uint8Array(await response.arrayBuffer()));
}
