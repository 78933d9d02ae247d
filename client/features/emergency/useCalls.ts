import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Evacuation, Tick } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import { useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { mergedRows } from './calls.ts';

/** The call-down list; after the first time only what changed is fetched, as each look at names and numbers is on record. */
export function useCalls(ref: RowRef) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const options = trpc.emergency.evacuations.queryOptions(ref);
  return useQuery({
    queryKey: options.queryKey,
    queryFn: async ({ signal }): Promise<Evacuation[]> => {
      const held = cache.getQueryData<Evacuation[]>(options.queryKey) ?? [];
      const since = held.reduce((most, { seq }) => Math.max(most, seq), 0);
      const changed = await client.emergency.evacuations.query({ ...ref, since }, { signal });
      return mergedRows(held, changed);
    },
  });
}

/** Ticks households off, shown at once and taken back when the server refuses; everybody else sees it by the nudge. */
export function useTick(ref: RowRef) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const { queryKey } = trpc.emergency.evacuations.queryOptions(ref);
  const again = () => {
    void cache.invalidateQueries({ queryKey });
    void cache.invalidateQueries(trpc.emergency.get.queryFilter(ref));
    void cache.invalidateQueries(trpc.emergency.shelters.queryFilter(ref));
  };
  return useMutation(
    trpc.emergency.tick.mutationOptions({
      onMutate: ({ evacuationIds, tick, on = true }) => {
        const ids = new Set(evacuationIds);
        const held = cache.getQueryData<Evacuation[]>(queryKey);
        cache.setQueryData<Evacuation[]>(queryKey, (rows) =>
          rows?.map((row) => (ids.has(row.id) ? ticked(row, tick, on) : row)),
        );
        return { held };
      },
      onError: (_error, _input, context) => {
        if (context?.held) cache.setQueryData<Evacuation[]>(queryKey, context.held);
      },
      onSettled: again,
    }),
  );
}

function ticked(row: Evacuation, tick: Tick, on: boolean): Evacuation {
  return { ...row, [tick]: on ? { at: new Date().toISOString(), by: '' } : null };
}
