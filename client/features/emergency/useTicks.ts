import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { Evacuation, Tick } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC, useTRPCClient } from '../../api/trpc.ts';
import { errorCodeOf } from '../../app/errorText.ts';
import { ticked, useTickQueue } from './tickQueue.ts';

/** Milliseconds after which a server out of reach is tried again. */
const again = 3_000;

/** One sender a window, so that ticks arrive in the order they were made. */
let isSending = false;

/**
 * Ticks households off: each stands at once, is kept while the server cannot be reached, and is sent with its own time as
 * soon as it can. `error` is of one the server refused, which is then taken back.
 */
export function useTicks({ countyCode, id }: RowRef) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const { accountId } = useMe();
  const [error, setError] = useState<unknown>(null);
  const { queryKey } = trpc.emergency.evacuations.queryOptions({ countyCode, id });
  const keyText = JSON.stringify(queryKey);
  const refresh = useCallback(() => {
    void cache.invalidateQueries({ queryKey: JSON.parse(keyText) });
    void cache.invalidateQueries(trpc.emergency.get.queryFilter({ countyCode, id }));
    void cache.invalidateQueries(trpc.emergency.shelters.queryFilter({ countyCode, id }));
  }, [cache, trpc, keyText, countyCode, id]);
  const send = useCallback(async () => {
    if (isSending) return;
    isSending = true;
    const { drop, setAway } = useTickQueue.getState();
    try {
      for (let [next] = useTickQueue.getState().held; next; [next] = useTickQueue.getState().held) {
        const { evacuationId, key: _key, ...tick } = next;
        const failure = await client.emergency.tick.mutate({ ...tick, evacuationIds: [evacuationId] }).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (failure && errorCodeOf(failure) === 'unavailable') return setAway(true);
        setAway(false);
        if (failure) setError(failure);
        else if (tick.emergencyId === id) {
          cache.setQueryData<Evacuation[]>(JSON.parse(keyText), (rows) =>
            rows?.map((row) => (row.id === evacuationId ? ticked(row, tick) : row)),
          );
        }
        drop(next);
        refresh();
      }
    } finally {
      isSending = false;
    }
  }, [client, cache, keyText, id, refresh]);
  useEffect(() => {
    void useTickQueue
      .getState()
      .begin(accountId)
      .then(() => send());
    const timer = setInterval(() => void send(), again);
    const online = () => void send();
    window.addEventListener('online', online);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', online);
    };
  }, [send, accountId]);
  const tickOff = (evacuationId: number, tick: Tick, on: boolean) => {
    setError(null);
    const at = new Date().toISOString();
    useTickQueue.getState().hold({ countyCode, emergencyId: id, evacuationId, tick, on, at });
    void send();
  };
  return { tickOff, error };
}
