import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Evacuation } from '../../../shared/evacuation.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { errorCodeOf } from '../../app/errorText.ts';
import { type HeldTick, ticked, useTickQueue } from './tickQueue.ts';

/** Milliseconds after which a server out of reach is tried again. */
const again = 3_000;

/** One sender a window, so that ticks arrive in the order they were made. */
let isSending = false;

/** Whether the same may well be taken a little later. */
function isPassing(failure: unknown): boolean {
  const code = errorCodeOf(failure);
  return code === 'unavailable' || code === 'tooOften';
}

/** Sends the ticks that are held, as soon as the server can be reached, whatever else is looked at meanwhile. Draws nothing. */
export function TickSender(): null {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const { accountId } = useMe();
  const isWaiting = useTickQueue(({ held }) => held.length > 0);
  const settle = useCallback(
    ({ countyCode, emergencyId, evacuationId, key: _key, ...tick }: HeldTick, isTaken: boolean) => {
      const ref = { countyCode, id: emergencyId };
      const { queryKey } = trpc.emergency.evacuations.queryOptions(ref);
      if (isTaken) {
        cache.setQueryData<Evacuation[]>(queryKey, (rows) =>
          rows?.map((row) => (row.id === evacuationId ? ticked(row, tick) : row)),
        );
      }
      void cache.invalidateQueries({ queryKey });
      void cache.invalidateQueries(trpc.emergency.get.queryFilter(ref));
      void cache.invalidateQueries(trpc.emergency.shelters.queryFilter(ref));
    },
    [cache, trpc],
  );
  const send = useCallback(async () => {
    if (isSending) return;
    isSending = true;
    const { drop, setAway, refuse } = useTickQueue.getState();
    try {
      for (let [next] = useTickQueue.getState().held; next; [next] = useTickQueue.getState().held) {
        const { evacuationId, key: _key, ...tick } = next;
        const failure = await client.emergency.tick.mutate({ ...tick, evacuationIds: [evacuationId] }).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (failure && isPassing(failure)) return setAway(true);
        setAway(false);
        if (failure) refuse(failure);
        settle(next, failure === null);
        drop(next);
      }
    } finally {
      isSending = false;
    }
  }, [client, settle]);
  useEffect(() => {
    void useTickQueue.getState().begin(accountId);
  }, [accountId]);
  useEffect(() => {
    if (!isWaiting) return;
    void send();
    const timer = setInterval(() => void send(), again);
    const online = () => void send();
    window.addEventListener('online', online);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', online);
    };
  }, [isWaiting, send]);
  return null;
}
