import { useEffect, useRef, useState } from 'react';
import type { Slot } from '../../../../shared/move.ts';
import type { LinksResult, RepairResult } from '../../../../shared/suggest.ts';
import { useTRPCClient } from '../../../api/trpc.ts';
import type { ReassignNow } from '../reassignNow.ts';

export const suggestions = ['repair', 'repairZones', 'links'] as const;
export type SuggestionKind = (typeof suggestions)[number];

/** What each of them gives away. */
export const slotOf: Record<SuggestionKind, Slot> = { repair: 'lane', repairZones: 'grid', links: 'member' };

/** What a suggestion may and may not do. `reach` is in metres. */
export type SuggestionWish = { keepTogether: boolean; keepExisting: boolean; reach: number };

export type Suggested =
  | { kind: 'repair' | 'repairZones'; result: RepairResult; steps: number }
  | { kind: 'links'; result: LinksResult; steps: number };

export type SuggestionState =
  | { status: 'idle' }
  | { status: 'running'; seconds: number }
  | { status: 'cancelled' }
  | { status: 'failed'; error: unknown }
  | { status: 'done'; suggested: Suggested };

/** Asks for a suggestion and can be told to stop: giving the request up ends the work on the server. */
export function useSuggestion(now: ReassignNow) {
  const { reassign } = useTRPCClient();
  const [state, setState] = useState<SuggestionState>({ status: 'idle' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  useSeconds(state.status === 'running', (seconds) => setState({ status: 'running', seconds }));

  const ask = async (kind: SuggestionKind, wish: SuggestionWish, signal: AbortSignal): Promise<Suggested> => {
    const input = { villageCode: now.villageCode, planId: now.open?.plan.id ?? null };
    const steps = now.open?.plan.steps ?? 0;
    if (kind === 'links') {
      const { keepExisting, reach } = wish;
      return { kind, steps, result: await reassign.suggest.links.query({ ...input, keepExisting, reach }, { signal }) };
    }
    const variant = kind === 'repair' ? 'households' : 'zones';
    const question = { ...input, variant, keepTogether: wish.keepTogether } as const;
    return { kind, steps, result: await reassign.suggest.repair.query(question, { signal }) };
  };
  const run = (kind: SuggestionKind, wish: SuggestionWish) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setState({ status: 'running', seconds: 0 });
    ask(kind, wish, controller.signal).then(
      (suggested) => !controller.signal.aborted && setState({ status: 'done', suggested }),
      (error: unknown) => !controller.signal.aborted && setState({ status: 'failed', error }),
    );
  };
  const cancel = () => {
    running.current?.abort();
    setState({ status: 'cancelled' });
  };
  const reset = () => {
    running.current?.abort();
    setState({ status: 'idle' });
  };
  return { state, run, cancel, reset };
}

/** Counts the seconds while something runs. */
function useSeconds(isRunning: boolean, tell: (seconds: number) => void): void {
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!isRunning) return;
    const start = Date.now();
    const timer = setInterval(() => latest.current(Math.floor((Date.now() - start) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);
}
