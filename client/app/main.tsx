import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { chooseArea } from '../api/area.ts';
import { prefetchColumns } from '../api/columns.ts';
import { queryClient, TRPCProvider, trpcAhead, trpcClient } from '../api/trpc.ts';
import { noteArrival } from '../map/useArrival.ts';
import { App } from './App.tsx';
import { startLanguage } from './i18n.ts';
import { startTheme } from './theme.ts';
import './page.css';

startTheme();
startLanguage();
noteArrival(window.location.search);
askAhead();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <NuqsAdapter>
          <App />
        </NuqsAdapter>
      </TRPCProvider>
    </QueryClientProvider>
  </StrictMode>,
);

/** Asks for what the first drawing needs while the page is still being put together. */
function askAhead(): void {
  const wanted = new URLSearchParams(window.location.search).get('area');
  const describing = queryClient.fetchQuery(trpcAhead.map.describe.queryOptions());
  describing
    .then(({ areas }) => {
      const area = chooseArea(areas, wanted);
      if (!area) return;
      prefetchColumns(area.code);
      void queryClient.prefetchQuery(trpcAhead.zone.list.queryOptions({ areaCode: area.code }));
    })
    // Whoever shows what is missing asks again and says what went wrong.
    .catch(() => undefined);
}
