import { useEffect } from 'react';
import { missedNudges, type Nudge, nudgeSchema } from '../../shared/live.ts';
import { refreshColumns } from './columns.ts';
import { householdPagesKey } from './householdPages.ts';
import { householdsIn, isBehind, isOutdated, setsToRefresh } from './liveRules.ts';
import { queryClient, trpcAhead } from './trpc.ts';

/** Nudges of one write come together; this gathers them. In milliseconds, like the others. */
const gathering = 20;
/** A window out of sight this long hears nothing more: browsers allow six streams to one server. */
const outOfSight = 30_000;
/** How long to leave a server alone that refused. */
const tryAgain = 10_000;
/** How long what came is waited for before more is asked: an answer may be held up by the end of a session. */
const longestWait = 3_000;

/** Keeps what this window holds as it is in the register, while others write to it. */
export function useLive(): void {
  useEffect(() => followChanges(), []);
}

function followChanges(): () => void {
  const gathered = gatherer(applyNudges);
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether something may have been written since this window last heard. */
  let isBehindTime = false;
  let isGone = false;

  const open = () => {
    const next = new EventSource('/live');
    next.onopen = () => {
      if (isGone) return next.close();
      if (source !== next) source?.close();
      source = next;
      if (isBehindTime) gathered(missedNudges);
      isBehindTime = false;
    };
    next.onmessage = ({ data }) => gathered(nudgeSchema.parse(JSON.parse(data)));
    next.addEventListener('renew', open);
    next.onerror = () => {
      isBehindTime = true;
      // The browser connects again by itself, unless it was refused.
      if (next.readyState !== EventSource.CLOSED) return;
      if (source === next) source = null;
      clearTimeout(timer);
      timer = setTimeout(knock, tryAgain);
    };
    source ??= next;
  };
  /** A stream does not say why it was refused: when the session has ended, this question waits until somebody has signed in. */
  const knock = async () => {
    const isIn = await queryClient.fetchQuery({ ...trpcAhead.me.get.queryOptions(), staleTime: 0 }).then(
      () => true,
      () => false,
    );
    if (isGone || source || document.visibilityState === 'hidden') return;
    if (isIn) open();
    else timer = setTimeout(knock, tryAgain);
  };
  const close = () => {
    clearTimeout(timer);
    source?.close();
    source = null;
    isBehindTime = true;
  };
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') timer = setTimeout(close, outOfSight);
    else if (!source) open();
  };
  document.addEventListener('visibilitychange', onVisibility);
  onVisibility();
  return () => {
    isGone = true;
    document.removeEventListener('visibilitychange', onVisibility);
    close();
  };
}

/** Hands over what came, together, and never again before the last was dealt with. */
function gatherer(apply: (nudges: Nudge[]) => Promise<void>): (nudge: Nudge) => void {
  let waiting: Nudge[] = [];
  let isBusy = false;
  const hand = async () => {
    const nudges = waiting;
    waiting = [];
    await Promise.race([apply(nudges), new Promise((resolve) => setTimeout(resolve, longestWait))]);
    isBusy = false;
    if (waiting.length > 0) start();
  };
  const start = () => {
    if (isBusy) return;
    isBusy = true;
    setTimeout(hand, gathering);
  };
  return (nudge) => {
    waiting.push(nudge);
    start();
  };
}

/** Fetches the rows that changed, and asks again what is on screen and may be another answer now. */
async function applyNudges(nudges: Nudge[]): Promise<void> {
  const isEverything = nudges.some(({ topic }) => topic === 'everything');
  // What the nudges alone say is asked at once: the rows take their time to come and to be drawn.
  const asked = askAgain((path, input) => isOutdated(nudges, path, input));
  const households = await refreshRows(nudges);
  await asked;
  await Promise.all([
    askAgain((path, input) => path.join('.') === 'household.get' && households.has(idOf(input))),
    households.size > 0 || isEverything ? queryClient.invalidateQueries({ queryKey: householdPagesKey }) : null,
  ]);
}

/** Ids of the households that the rows which came are about. */
async function refreshRows(nudges: Nudge[]): Promise<Set<number>> {
  const households = new Set<number>();
  await Promise.all(
    setsToRefresh(nudges).map(async ([set, own]) => {
      // What cannot be fetched now is fetched with the next change.
      const came = await refreshColumns(set, (areaCode, seq) => isBehind(own, areaCode, seq)).catch(() => []);
      for (const columns of came) for (const id of householdsIn(set, columns)) households.add(id);
    }),
  );
  return households;
}

function askAgain(isOld: (path: readonly string[], input: unknown) => boolean): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey: [path, options] }) => Array.isArray(path) && isOld(path, inputOf(options)),
  });
}

function inputOf(options: unknown): unknown {
  return typeof options === 'object' && options !== null && 'input' in options ? options.input : null;
}

function idOf(input: unknown): number {
  return typeof input === 'object' && input !== null && 'id' in input ? Number(input.id) : 0;
}
