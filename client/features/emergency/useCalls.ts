import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Evacuation } from '../../../shared/evacuation.ts';
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
