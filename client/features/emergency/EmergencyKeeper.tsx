import { type QueryClient, type QueryKey, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { emergencySchema, evacuationSchema, shelterLoadSchema } from '../../../shared/evacuation.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { useMe } from '../../api/me.ts';
import { dropReading, keepReading, readingsOf } from '../../api/readings.ts';
import { trpcAhead } from '../../api/trpc.ts';

/** Milliseconds for which what was read may be used without the server: a night. */
const night = 12 * 60 * 60 * 1000;
/** Milliseconds in which changes are gathered: in a flood every tick of anybody changes the list. */
const gathering = 1000;

const kept = {
  list: z.array(emergencySchema),
  get: emergencySchema,
  evacuations: z.array(evacuationSchema),
  shelters: z.array(shelterLoadSchema),
};
const keptKeySchema = z.tuple([
  z.tuple([z.literal('emergency'), z.enum(['list', 'get', 'evacuations', 'shelters'])]),
  z.object({ input: z.unknown() }),
]);

/** What of emergencies a query asks, and for what; null of any other query. */
function questionOf(queryKey: QueryKey) {
  const read = keptKeySchema.safeParse(queryKey).data;
  return read ? { procedure: read[0][1], input: read[1].input } : null;
}

/**
 * Keeps what is read of emergencies under way, so that the call-down list is there when the server cannot be reached and
 * the page is loaded anew. Draws nothing.
 */
export function EmergencyKeeper(): null {
  const { accountId } = useMe();
  const cache = useQueryClient();
  useEffect(() => keepWhatIsRead(cache, accountId), [cache, accountId]);
  return null;
}

function keepWhatIsRead(cache: QueryClient, account: string): () => void {
  const due = new Map<string, ReturnType<typeof setTimeout>>();
  const stop = cache.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.action.type !== 'success') return;
    const { queryKey, queryHash } = event.query;
    if (due.has(queryHash) || !questionOf(queryKey)) return;
    const keep = () => {
      due.delete(queryHash);
      void keepOrDrop(cache, account, queryKey).catch(() => undefined);
    };
    due.set(queryHash, setTimeout(keep, gathering));
  });
  void putBack(cache, account).catch(() => undefined);
  return () => {
    stop();
    for (const timer of due.values()) clearTimeout(timer);
  };
}

/** Names and numbers are kept no longer than they are needed: an emergency that has ended is dropped. */
async function keepOrDrop(cache: QueryClient, account: string, queryKey: QueryKey): Promise<void> {
  const state = cache.getQueryState(queryKey);
  if (!state?.data) return;
  const ref = rowRefSchema.safeParse(questionOf(queryKey)?.input).data;
  const isEnded = ref && cache.getQueryData(trpcAhead.emergency.get.queryKey(ref))?.endedAt;
  if (!isEnded) return keepReading({ account, queryKey: [...queryKey], at: state.dataUpdatedAt, data: state.data });
  const { get, evacuations, shelters } = trpcAhead.emergency;
  await Promise.all([get, evacuations, shelters].map((each) => dropReading(account, each.queryKey(ref))));
}

/** Gives the page what an earlier one read, unless it has read something newer. */
async function putBack(cache: QueryClient, account: string): Promise<void> {
  for (const { queryKey, at, data } of await readingsOf(account, Date.now() - night)) {
    const question = questionOf(queryKey);
    const read = question && kept[question.procedure].safeParse(data);
    const isNewer = (cache.getQueryState(queryKey)?.dataUpdatedAt ?? 0) >= at;
    if (read?.success && !isNewer) cache.setQueryData(queryKey, read.data, { updatedAt: at });
  }
}
