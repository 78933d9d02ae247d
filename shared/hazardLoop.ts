import { z } from 'zod';
import { type AreaLevel, areaLevels } from './area.ts';
import type { HazardState } from './hazard.ts';
import { type Role, roleMay } from './permissions.ts';

export const hazardSteps = [
  'verify',
  'reject',
  'assign',
  'start',
  'finish',
  'recheck',
  'fail',
  'close',
  'rate',
  'reopen',
  'refer',
  'handBack',
] as const;
export type HazardStep = (typeof hazardSteps)[number];

/** What a step cannot be taken without. */
export type StepNeed = 'note' | 'photo' | 'assignee' | 'satisfied';

type StepAction =
  | 'hazard.verify'
  | 'hazard.assign'
  | 'hazard.rectify'
  | 'hazard.recheck'
  | 'hazard.close'
  | 'hazard.reopen'
  | 'hazard.rate'
  | 'hazard.refer';

type StepRule = {
  from: readonly HazardState[];
  to: HazardState;
  /** Roles that may, by the matrix of permissions, where their reach holds the hazard. */
  action: StepAction;
  /** Besides those roles: whom the hazard is assigned to, or who reported it, whatever their role. */
  own: 'assignee' | 'reporter' | null;
  needs: readonly StepNeed[];
  /** Only while the hazard is with a higher level, or only while there is one above. */
  referral?: 'referred' | 'referable';
};

/**
 * 闭环: the whole loop. reported → verified → assigned → rectifying → rechecked → closed, with ways out and back.
 * What is not in this table cannot be done, by anybody.
 */
export const hazardLoop: Record<HazardStep, StepRule> = {
  verify: { from: ['reported'], to: 'verified', action: 'hazard.verify', own: null, needs: [] },
  reject: { from: ['reported', 'verified'], to: 'rejected', action: 'hazard.verify', own: null, needs: ['note'] },
  assign: {
    from: ['verified', 'assigned', 'rectifying'],
    to: 'assigned',
    action: 'hazard.assign',
    own: null,
    needs: ['assignee'],
  },
  start: { from: ['assigned'], to: 'rectifying', action: 'hazard.rectify', own: 'assignee', needs: [] },
  /** 整改完成: says that it is mended and wants a recheck. */
  finish: {
    from: ['rectifying'],
    to: 'rectifying',
    action: 'hazard.rectify',
    own: 'assignee',
    needs: ['note', 'photo'],
  },
  recheck: { from: ['rectifying'], to: 'rechecked', action: 'hazard.recheck', own: null, needs: ['note'] },
  /** 复查不合格. */
  fail: { from: ['rectifying', 'rechecked'], to: 'assigned', action: 'hazard.recheck', own: null, needs: ['note'] },
  close: { from: ['rechecked'], to: 'closed', action: 'hazard.close', own: null, needs: ['note'] },
  rate: { from: ['closed'], to: 'closed', action: 'hazard.rate', own: 'reporter', needs: ['satisfied'] },
  reopen: { from: ['closed', 'rejected'], to: 'verified', action: 'hazard.reopen', own: 'reporter', needs: ['note'] },
  refer: {
    from: ['reported', 'verified', 'assigned', 'rectifying'],
    to: 'verified',
    action: 'hazard.refer',
    own: null,
    needs: ['note'],
    referral: 'referable',
  },
  handBack: {
    from: ['verified', 'assigned', 'rectifying'],
    to: 'verified',
    action: 'hazard.refer',
    own: null,
    needs: ['note'],
    referral: 'referred',
  },
};

/** Which level of area a role decides for. */
const levelOfRole: Record<Role, AreaLevel> = {
  countyAnalyst: 'county',
  townOfficial: 'town',
  villageOfficial: 'village',
  gridLead: 'village',
  laneLead: 'village',
  partyMember: 'village',
  reporter: 'village',
  administrator: 'village',
};

/** What the loop looks at: the state, and the level that the hazard was referred to. */
export type LoopState = { state: HazardState; referredTo: Exclude<AreaLevel, 'village'> | null };

/** Who wants to take a step: their roles that reach the hazard, and whether it is theirs. */
export type StepTaker = { roles: readonly Role[]; isAssignee: boolean; isReporter: boolean };

/** The steps that may be taken now by them, in the order of the table. */
export function nextSteps(hazard: LoopState, taker: StepTaker): HazardStep[] {
  return hazardSteps.filter((step) => mayTake(step, hazard, taker));
}

/** Whether the step leads on from here and is theirs to take. */
export function mayTake(step: HazardStep, hazard: LoopState, taker: StepTaker): boolean {
  const rule = hazardLoop[step];
  if (!rule.from.includes(hazard.state)) return false;
  if (rule.referral === 'referred' && hazard.referredTo === null) return false;
  if (rule.referral === 'referable' && hazard.referredTo === 'county') return false;
  if (rule.own === 'assignee' && taker.isAssignee) return true;
  if (rule.own === 'reporter' && taker.isReporter) return true;
  return taker.roles.some((role) => roleMay(role, rule.action) && decidesFor(role, hazard.referredTo));
}

/** While a hazard is with a higher level, those below it look on. */
function decidesFor(role: Role, referredTo: LoopState['referredTo']): boolean {
  return referredTo === null || areaLevels.indexOf(levelOfRole[role]) <= areaLevels.indexOf(referredTo);
}

/** The level a hazard is with after a step. */
export function referralAfter(step: HazardStep, referredTo: LoopState['referredTo']): LoopState['referredTo'] {
  if (step === 'refer') return referredTo === null ? 'town' : 'county';
  if (step === 'handBack') return referredTo === 'county' ? 'town' : null;
  return referredTo;
}

const rowId = z.number().int().positive();

/** Who is to mend it: a person of the register with an office, or an account that has none. */
export const assigneeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), personId: rowId }),
  z.object({ kind: z.literal('account'), accountId: z.string().min(1).max(100) }),
]);
export type Assignee = z.infer<typeof assigneeSchema>;

/** What comes with a step; which of it a step needs is in the table. */
export const stepInputSchema = z.object({
  step: z.enum(hazardSteps),
  note: z.string().trim().max(2_000).default(''),
  photoIds: z.array(rowId).max(12).default([]),
  assignee: assigneeSchema.optional(),
  satisfied: z.boolean().optional(),
});
export type StepInput = z.infer<typeof stepInputSchema>;

/** What a step still lacks, by the table. */
export function missingOf({ step, note, photoIds, assignee, satisfied }: StepInput): StepNeed[] {
  const given: Record<StepNeed, boolean> = {
    note: note !== '',
    photo: photoIds.length > 0,
    assignee: assignee !== undefined,
    satisfied: satisfied !== undefined,
  };
  return hazardLoop[step].needs.filter((need) => !given[need]);
}
