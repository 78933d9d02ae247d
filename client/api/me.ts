import { useSuspenseQuery } from '@tanstack/react-query';
import type { Me } from '../../shared/me.ts';
import type { Action } from '../../shared/permissions.ts';
import { useTRPC } from './trpc.ts';

/** Who is signed in, what they may do and where; known before anything that asks is on the page. */
export function useMe(): Me {
  return useSuspenseQuery(useTRPC().me.get.queryOptions()).data;
}

/** Whether whoever is signed in does any of the actions at all; what they may not do is not asked for and not shown. */
export function useMay(...actions: readonly Action[]): boolean {
  const me = useMe();
  return actions.some((action) => me.actions.includes(action));
}
