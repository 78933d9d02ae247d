import type { Tick } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import { useTickQueue } from './tickQueue.ts';

/**
 * Ticks households off: each stands at once, is kept while the server cannot be reached, and is sent with its own time as
 * soon as it can (`TickSender`). `error` is of one the server refused, which is then taken back.
 */
export function useTicks({ countyCode, id }: RowRef) {
  const error = useTickQueue((store) => store.refused);
  const tickOff = (evacuationId: number, tick: Tick, on: boolean) => {
    const { hold, refuse } = useTickQueue.getState();
    refuse(null);
    hold({ countyCode, emergencyId: id, evacuationId, tick, on, at: new Date().toISOString() });
  };
  return { tickOff, error };
}
