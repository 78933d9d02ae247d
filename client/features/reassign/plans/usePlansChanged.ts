import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC } from '../../../api/trpc.ts';

/** Asks again for the plans, after something was done to one. */
export function usePlansChanged(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(
    () => queryClient.invalidateQueries({ queryKey: trpc.reassign.plan.pathKey() }),
    [trpc, queryClient],
  );
}
