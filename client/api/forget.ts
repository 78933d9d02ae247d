import { emptyOutbox } from './outbox.ts';
import { queryClient } from './trpc.ts';

/** Tells the other windows of this browser that nobody is signed in any more. */
const channel = new BroadcastChannel('cuntu.session');

/** Follows a sign-out in another window of this browser. */
export function followSignOut(): void {
  channel.addEventListener('message', () => void leave());
}

/** Leaves nothing of whoever was signed in for whoever comes next, in every window, and starts from the door. */
export async function leaveEverywhere(): Promise<void> {
  channel.postMessage('out');
  await leave();
}

async function leave(): Promise<void> {
  queryClient.clear();
  await emptyOutbox();
  await forgetKept();
  window.location.replace('/');
}

/** Drops the tiles, columns and answers kept for offline use, and what a window remembers; the program itself stays. */
export async function forgetKept(): Promise<void> {
  sessionStorage.clear();
  if (!('caches' in window)) return;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !name.includes('precache')).map((name) => caches.delete(name)));
}
