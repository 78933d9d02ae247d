import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { refreshColumns } from '../../../api/columns.ts';
import { householdPagesKey } from '../../../api/householdPages.ts';
import { useTRPC } from '../../../api/trpc.ts';

/** Fetches what a publish or a change of zones has changed, without waiting to be told. */
export function useRegisterChanged(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(async () => {
    await Promise.all([
      refreshColumns('household'),
      refreshColumns('link'),
      ...[
        trpc.map.pathKey(),
        trpc.zone.pathKey(),
        trpc.member.pathKey(),
        trpc.household.pathKey(),
        trpc.summary.pathKey(),
        trpc.reassign.zone.pathKey(),
        trpc.reassign.asOf.pathKey(),
        householdPagesKey,
      ].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    ]);
  }, [trpc, queryClient]);
}
