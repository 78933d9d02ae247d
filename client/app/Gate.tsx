import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Door } from '../../shared/account.ts';
import { doorQuery } from '../api/auth.ts';
import { useTRPC } from '../api/trpc.ts';
import { SessionDialog } from '../features/session/SessionDialog.tsx';
import { SignInPage } from '../features/session/SignInPage.tsx';
import { askAhead } from './ahead.ts';
import { Boundary } from './Boundary.tsx';

// Asked for at once: the program is nobody's secret, and whoever signs in should not wait for it.
const appLoading = import('./App.tsx');
const App = lazy(() => appLoading.then((module) => ({ default: module.App })));

/** The app for whoever is signed in, the way in for everybody else. */
export function Gate() {
  const queryClient = useQueryClient();
  const door = useQuery(doorQuery);
  const me = useMeBehind(door.isError || isOpen(door.data));
  // Whatever becomes of the door meanwhile: the work on screen stays.
  if (me.data) {
    return (
      <>
        <Boundary fallback={null}>
          <App />
        </Boundary>
        <SessionDialog />
      </>
    );
  }
  if (door.isPending || (me.isPending && me.isEnabled)) return null;
  const enter = async () => {
    const now = await queryClient.fetchQuery({ ...doorQuery, staleTime: 0 });
    if (isOpen(now)) askAhead();
  };
  return (
    <Suspense>
      <SignInPage
        door={isOpen(door.data) ? null : (door.data ?? null)}
        error={door.error ?? me.error}
        onRetry={() => void door.refetch().then(() => me.refetch())}
        onDone={() => void enter()}
      />
    </Suspense>
  );
}

function isOpen(door: Door | undefined): boolean {
  return door?.signed?.mustChangePassword === false;
}

/** Who is behind an open door; without a network, whom the browser remembers. */
function useMeBehind(isEnabled: boolean) {
  const me = useQuery(useTRPC().me.get.queryOptions(undefined, { enabled: isEnabled, retry: false }));
  return { ...me, isEnabled };
}
