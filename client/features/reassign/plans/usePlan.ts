import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { type Gesture, keyOf } from '../../../../shared/move.ts';
import { packed } from '../../../../shared/plan.ts';
import type { PlanDetail, PlanPosition } from '../../../../shared/reassign.ts';
import { useMe } from '../../../api/me.ts';
import { drop, keep, takePlace } from '../../../api/outbox.ts';
import { useTRPC, useTRPCClient } from '../../../api/trpc.ts';
import { errorCodeOf } from '../../../app/errorText.ts';
import { useMapState } from '../../../url/mapState.ts';
import {
  type KeptWrites,
  keptWritesSchema,
  type Pending,
  type PlanQueue,
  type PlanWrite,
  planQueue,
  shownSteps,
  stepsAfter,
} from './planQueue.ts';
import { type KeptPlan, placeOfPlans } from './unsent.ts';

/** The plan in the address as it is with all that was done to it by hand. */
export type OpenPlan = {
  plan: PlanDetail;
  /** Something that is shown has not reached the server yet. */
  isSaving: boolean;
  /** The server cannot be reached: what is shown waits here until it can. */
  isAway: boolean;
  /** What waits outlives this window. */
  isKept: boolean;
  perform: (gesture: Gesture) => void;
  undo: () => void;
  redo: () => void;
};

type Reading = { open: OpenPlan | null; error: unknown; isPending: boolean };

const nothingPending: readonly Pending[] = [];

/** Reads and writes the open plan. What is done shows at once; the server has the last word. */
export function usePlan(countyCode: string, onFailure: (error: unknown, lost: number) => void): Reading {
  const [{ plan: id }] = useMapState();
  const trpc = useTRPC();
  const ref = { countyCode, id: id ?? 0 };
  const options = trpc.reassign.plan.get.queryOptions(ref, { enabled: id !== null && countyCode !== '' });
  const { data, error, isPending } = useQuery(options);
  const [shown, setShown] = useState<{ id: number; pending: readonly Pending[] } | null>(null);
  const [isAway, setAway] = useState(false);
  const [isKept, setKept] = useState(false);
  const queue = usePlanQueue(data ?? null, {
    onShow: (of, pending) => setShown({ id: of, pending }),
    onFailure,
    onAway: setAway,
    onKept: setKept,
  });
  const pending = shown?.id === id ? shown.pending : nothingPending;
  const open = useMemo((): OpenPlan | null => {
    if (!data) return null;
    const gestures = shownSteps(data.gestures, data.revision, pending);
    const write = (each: PlanWrite) => queue.current?.write(each);
    return {
      plan: { ...data, gestures, steps: gestures.done.length },
      isSaving: pending.some(({ revision }) => revision === null),
      isAway,
      isKept,
      perform: (gesture) => write({ kind: 'gesture', gesture }),
      undo: () => write({ kind: 'undo' }),
      redo: () => write({ kind: 'redo' }),
    };
  }, [data, pending, isAway, isKept, queue]);
  useStayWhile((open?.isSaving ?? false) && !isKept);
  return { open: id === null ? null : open, error, isPending: id !== null && isPending };
}

/** Lets the browser ask before the page is left while something is still to be saved. */
function useStayWhile(isSaving: boolean): void {
  useEffect(() => {
    if (!isSaving) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isSaving]);
}

type Listeners = {
  onShow: (planId: number, pending: readonly Pending[]) => void;
  onFailure: (error: unknown, lost: number) => void;
  onAway: (isAway: boolean) => void;
  onKept: (isKept: boolean) => void;
};

function usePlanQueue(plan: PlanDetail | null, listeners: Listeners) {
  const trpc = useTRPC();
  const { reassign } = useTRPCClient();
  const queryClient = useQueryClient();
  const latest = useRef(listeners);
  latest.current = listeners;
  const queue = useRef<PlanQueue | null>(null);
  const { accountId } = useMe();
  const { countyCode = '', id = 0, revision = 0, villageCode = '', name = '' } = plan ?? {};
  const found = useRef({ id, villageCode, name });
  found.current = { id, villageCode, name };
  const first = useRef(revision);
  first.current = revision;
  useEffect(() => {
    if (id === 0) return;
    const ref = { countyCode, id };
    const { queryKey } = trpc.reassign.plan.get.queryOptions(ref);
    const keeping = keepingOf(`${placeOfPlans(accountId)}${countyCode}.${id}`, {
      found: () => found.current,
      inherit: (kept) => own.inherit(kept),
      onKept: (isKept) => latest.current.onKept(isKept),
    });
    const own: PlanQueue = planQueue({
      revision: first.current,
      ready: keeping.ready,
      keep: keeping.keep,
      show: (pending) => latest.current.onShow(id, pending),
      isAway: (error) => errorCodeOf(error) === 'unavailable',
      rest,
      onAway: (isAway) => latest.current.onAway(isAway),
      wasMade: async (known, write) => positionIfMade(await reassign.plan.get.query(ref), known, write),
      send: (known, write) => {
        const input = { ...ref, revision: known };
        if (write.kind === 'gesture') return reassign.plan.gesture.mutate({ ...input, gesture: packed(write.gesture) });
        return write.kind === 'undo' ? reassign.plan.undo.mutate(input) : reassign.plan.redo.mutate(input);
      },
      onMade: (write, from, position) => {
        queryClient.setQueryData<PlanDetail>(queryKey, (held) =>
          held?.revision === from
            ? { ...held, revision: position.revision, gestures: stepsAfter(held.gestures, write) }
            : held,
        );
      },
      onFailure: (error, lost) => {
        latest.current.onFailure(error, lost);
        void queryClient.invalidateQueries({ queryKey });
      },
    });
    queue.current = own;
    return () => {
      queue.current = null;
      void keeping.end(own);
    };
  }, [accountId, countyCode, id, trpc, reassign, queryClient]);
  useEffect(() => queue.current?.heard(revision), [revision]);
  return queue;
}

type Keeping = {
  found: () => KeptPlan['plan'];
  inherit: (kept: KeptWrites) => void;
  onKept: (isKept: boolean) => void;
};

/** Keeps what this window has not sent yet, with what earlier windows of the same plan could not. */
function keepingOf(name: string, { found, inherit, onKept }: Keeping) {
  let latest: KeptPlan | null = null;
  let writing: Promise<void> | null = null;
  const place = takePlace(name, async (left) => {
    const kept = keptWritesSchema.safeParse(left).data;
    if (kept) inherit(kept);
    await writing;
  });
  const write = async (key: string) => {
    while (latest) {
      const unsent = latest;
      latest = null;
      if (unsent.writes.length === 0) await drop(key);
      else onKept(await keep(key, unsent));
    }
  };
  return {
    ready: place.looked,
    keep: (unsent: KeptWrites) => {
      if (unsent.writes.length > 0) onKept(false);
      latest = { ...unsent, plan: found() };
      if (place.key === null) return;
      writing ??= write(place.key).finally(() => {
        writing = null;
      });
    },
    /** Without a place to keep it, what is unsent goes on being tried. */
    end: async (queue: PlanQueue) => {
      if (place.key === null) return;
      await queue.close();
      await writing;
      place.leave();
    },
  };
}

/** Seconds until the server is tried again: soon at first, and never less often than every quarter of a minute. */
function rest(tries: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.min(15, 2 ** tries) * 1000));
}

/** Only one hand writes to a plan, so that the next revision with the same gesture in it is this write. */
function positionIfMade({ revision, gestures }: PlanDetail, known: number, write: PlanWrite): PlanPosition | null {
  if (revision !== known + 1) return null;
  if (write.kind === 'gesture' && !isSame(gestures.done.at(-1), write.gesture)) return null;
  return { revision, done: gestures.done.length, undone: gestures.undone.length };
}

/** Whether two gestures give the same things to the same holders; on their way they lose their order. */
function isSame(one: Gesture | undefined, other: Gesture): boolean {
  if (one?.moves.length !== other.moves.length) return false;
  const goals = new Map(one.moves.map((move) => [keyOf(move), move.to]));
  return other.moves.every((move) => goals.get(keyOf(move)) === move.to);
}
