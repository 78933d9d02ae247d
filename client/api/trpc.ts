import { hashKey, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/router.ts';
import { errorCodeOf } from '../app/errorText.ts';
import { presenceHeaders } from './presence.ts';
import { fetchSigned } from './session.ts';

const url = '/trpc';

/** Asked by GET, so that the service worker can keep the answer for offline use until somebody signs out. */
const keptOffline: ReadonlySet<string> = new Set(['me.get', 'map.describe', 'zone.list']);

/** Counted over a whole area: asked by itself, so that what is asked with it is answered before. */
const slow: ReadonlySet<string> = new Set(['summary.get']);

const sending = { url, headers: presenceHeaders, fetch: fetchSigned };

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: ({ type, path }) => type === 'query' && keptOffline.has(path),
      true: httpLink(sending),
      false: splitLink({
        condition: ({ path }) => slow.has(path),
        true: httpLink({ ...sending, methodOverride: 'POST' }),
        false: httpBatchLink({ ...sending, methodOverride: 'POST' }),
      }),
    }),
  ],
});

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    // Rights change while one works: a refusal is the sign to ask what they are now.
    onError: (error, { queryHash }) => {
      const me = trpcAhead.me.get;
      if (errorCodeOf(error) !== 'notAllowed' || queryHash === hashKey(me.queryKey())) return;
      void queryClient.invalidateQueries(me.queryFilter());
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
