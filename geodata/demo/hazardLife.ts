import type { HazardState } from '../../shared/hazard.ts';
import { type HazardStep, hazardLoop } from '../../shared/hazardLoop.ts';
import type { Calendar } from './calendar.ts';
import type { Random } from './random.ts';
import type { HazardEventRow, HazardRow } from './rows.ts';

/** How a danger stands: days before today on which it was reported and closed. */
export type Standing = { state: HazardState; reported: number; closed: number | null };

const mending = ['verify', 'assign', 'start'] as const;
const failing = ['finish', 'fail', 'start'] as const;
const ending = ['finish', 'recheck', 'close'] as const;
const paths: Record<HazardState, readonly HazardStep[]> = {
  reported: [],
  verified: ['verify'],
  assigned: ['verify', 'assign'],
  rectifying: mending,
  rechecked: [...mending, 'finish', 'recheck'],
  closed: [...mending, ...ending],
  rejected: ['reject'],
};

/** The steps that led to a state: some failed their recheck, some wait for it, and a few were opened again. */
export function stepsTo(state: HazardState, random: Random): HazardStep[] {
  const chance = random.next();
  if (state === 'rectifying') {
    if (chance < 0.3) return [...mending, 'finish'];
    return chance < 0.5 ? [...mending, ...failing] : [...mending];
  }
  if (state !== 'closed') return [...paths[state]];
  const rating: HazardStep[] = random.chance(0.6) ? ['rate'] : [];
  if (chance < 0.12) return [...mending, ...failing, ...ending, ...rating];
  if (chance < 0.2) return [...paths.closed, 'reopen', 'assign', 'start', ...ending, ...rating];
  return [...paths.closed, ...rating];
}

const notes: Partial<Record<HazardStep, readonly [string, ...string[]]>> = {
  reject: ['现场核实，不构成隐患', '重复上报，已并案'],
  finish: ['已整改，请复查', '已更换，现场清理完毕', '已加固并设警示'],
  recheck: ['现场复查合格', '复查合格，未见反复'],
  fail: ['整改不彻底，限期再改', '仍有一处未处理'],
  close: ['销号', '复查合格，予以销号'],
  reopen: ['雨后又出现', '同一处再次发现'],
  refer: ['超出村级处置能力，请镇里支持'],
};
const words: Partial<Record<HazardStep, string>> = {
  verify: '网格长',
  reject: '网格长',
  start: '街巷长',
  finish: '街巷长',
  rate: '随手拍村民',
};

type Life = Pick<
  HazardRow,
  'reportedAt' | 'closedAt' | 'lastStepAt' | 'satisfied' | 'reopened' | 'assigneeId' | 'referredTo'
> & { events: HazardEventRow[] };
type Of = Pick<HazardEventRow, 'countyCode' | 'villageCode' | 'hazardId'> & {
  reporter: string;
  assigneeId: number | null;
};

/** What happened to a danger day by day, from the report to where it stands, never out of the order of the loop. */
export function lifeOf(
  steps: readonly HazardStep[],
  { reported, closed }: Standing,
  { reporter, assigneeId, ...of }: Of,
  dates: Calendar,
  random: Random,
  nextId: () => number,
): Life {
  const days = stepDays(steps, reported, closed, random);
  // Several steps of one day come in their order.
  const at = (step: number) => dates.momentAgo(days[step] ?? reported, 9 + Math.min(step, 12), random.whole(0, 59));
  const reportedAt = dates.momentAgo(reported, 8, random.whole(0, 59));
  const base = { ...of, accountId: null, note: '', detail: {} };
  const life: Life = {
    reportedAt,
    closedAt: null,
    lastStepAt: null,
    satisfied: null,
    reopened: 0,
    assigneeId: null,
    referredTo: null,
    events: [
      { ...base, id: nextId(), step: 'report', fromState: null, toState: 'reported', at: reportedAt, actor: reporter },
    ],
  };
  let state: HazardState = 'reported';
  steps.forEach((step, index) => {
    const moment = at(index);
    const toState = hazardLoop[step].to;
    const satisfied = step === 'rate' ? random.chance(0.88) : null;
    if (step === 'assign') life.assigneeId = assigneeId;
    if (step === 'refer') life.referredTo = of.villageCode?.slice(0, 9) ?? null;
    if (step === 'reopen') life.reopened = (life.reopened ?? 0) + 1;
    if (step === 'close') life.closedAt = moment;
    if (step === 'reopen') life.closedAt = null;
    if (step === 'rate') life.satisfied = satisfied;
    const said = notes[step];
    life.lastStepAt = moment;
    life.events.push({
      ...base,
      id: nextId(),
      step,
      fromState: state,
      toState,
      at: moment,
      actor: words[step] ?? (life.referredTo === null ? '村两委' : '镇街干部'),
      note: said ? random.pick(said) : '',
      detail: {
        ...(step === 'assign' && assigneeId !== null ? { assigneeId, assigneeAccountId: null } : {}),
        ...(step === 'refer' ? { referredTo: life.referredTo } : {}),
        ...(satisfied === null ? {} : { satisfied }),
      },
    });
    state = toState;
  });
  return life;
}

/** Days before today of each step: spread between the report and the end, the rating some days after. */
function stepDays(steps: readonly HazardStep[], reported: number, closed: number | null, random: Random): number[] {
  const rated = steps.at(-1) === 'rate' ? 1 : 0;
  const count = steps.length - rated;
  const end = closed ?? Math.max(1, Math.round(reported * random.between(0.1, 0.7)));
  const shares = Array.from({ length: Math.max(0, count - 1) }, () => random.next()).sort((a, b) => a - b);
  if (count > 0) shares.push(1);
  const days = shares.map((share) => reported - Math.round((reported - end) * share));
  if (rated === 1) days.push(Math.max(1, end - random.whole(1, 6)));
  return days;
}
