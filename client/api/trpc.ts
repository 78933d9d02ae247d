import { QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/router.ts';
import { errorCodeOf } from '../app/errorText.ts';
import { presenceHeaders } from './presence.ts';
import { barrierOf, untilPassed } from './session.ts';

const url = '/trpc';

/** Asked by GET, so that the service worker can keep the answer for offline use until somebody signs out. */
const keptOffline: ReadonlySet<string> = new Set(['me.get', 'map.describe', 'zone.list']);

/** Sends again what met the end of a session, once somebody has signed in: it waits instead of failing. */
const afterSignIn: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let isGone = false;
      let running: { unsubscribe: () => void } | null = null;
      const attempt = () => {
        if (isGone) return;
        running = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            const barrier = barrierOf(error);
            if (barrier) void untilPassed(barrier).then(attempt);
            else observer.error(error);
          },
        });
      };
      attempt();
      return () => {
        isGone = true;
        running?.unsubscribe();
      };
    });

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    afterSignIn,
    splitLink({
      condition: (operation) => operation.type === 'query' && keptOffline.has(operation.path),
      true: httpLink({ url, headers: presenceHeaders }),
      false: httpBatchLink({ url, headers: presenceHeaders, methodOverride: 'POST' }),
    }),
  ],
});

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // Rights change while one works: a refusal is the sign to ask what they are now.
    onError: (error) => {
      if (errorCodeOf(error) === 'notAllowed') void queryClient.invalidateQueries(trpcAhead.me.get.queryFilter());
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      networkMode: 'always',
      retry: (failures, error) => failures < 2 && errorCodeOf(error) === 'unavailable',
    },
  },
});

export const { TRPCProvider, useTRPC, useTRPCClient } = createTRPCContext<AppRouter>();

/** The same queries outside of components, for what is asked before the page is there. */
export const trpcAhead = createTRPCOptionsProxy<AppRouter>({ client: trpcClient, queryClient });
