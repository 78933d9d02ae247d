import { QueryClient } from '@tanstack/react-query';
import { createTRPCClient, httpBatchLink, httpLink, splitLink } from '@trpc/client';
import { createTRPCContext, createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import type { AppRouter } from '../../server/router.ts';
import { errorCodeOf } from '../app/errorText.ts';

const url = '/trpc';

/** Nothing personal in question or answer: asked by GET, so that the service worker can keep the answer for offline use. */
const keptOffline: ReadonlySet<string> = new Set(['map.describe', 'zone.list']);

export const trpcClient = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'query' && keptOffline.has(operation.path),
      true: httpLink({ url }),
      false: httpBatchLink({ url, methodOverride: 'POST' }),
    }),
  ],
});

export const queryClient = new QueryClient({
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
