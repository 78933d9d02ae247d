import { QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { followSignOut } from '../api/forget.ts';
import { startPresence } from '../api/presence.ts';
import { queryClient, TRPCProvider, trpcClient } from '../api/trpc.ts';
import { noteArrival } from '../map/useArrival.ts';
import { knock } from './ahead.ts';
import { Gate } from './Gate.tsx';
import { startLanguage } from './i18n.ts';
import { startTheme } from './theme.ts';
import './page.css';

startTheme();
startLanguage();
noteArrival(window.location.search);
startPresence();
followSignOut();
knock();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        <NuqsAdapter>
          <Gate />
        </NuqsAdapter>
      </TRPCProvider>
    </QueryClientProvider>
  </StrictMode>,
);
