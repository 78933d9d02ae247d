import { z } from 'zod';
import { type HazardSeverity, hazardSeverities } from './hazard.ts';
import { type KeyPersonCategory, keyPersonCategories } from './keyPerson.ts';

const weight = z.number().min(0).max(100);

/** What a county holds to be urgent. */
export const urgencyWeightsSchema = z.object({
  severity: z.object({ 1: weight, 2: weight, 3: weight, 4: weight }),
  /** How much more than another a person of a category counts, and one who cannot leave alone. */
  keyPerson: z.record(z.enum(keyPersonCategories), weight),
  needsHelpToMove: weight,
  /** How many exposed people (so weighted) double the urgency. */
  peopleToDouble: z.number().min(1).max(10_000),
  /** Days overdue that double it, and the most that being overdue multiplies by. */
  overdueDaysToDouble: z.number().min(1).max(1_000),
  overdueAtMost: z.number().min(1).max(20),
  /** Days since anybody came by that double it, and the most that this multiplies by. */
  idleDaysToDouble: z.number().min(1).max(1_000),
  idleAtMost: z.number().min(1).max(20),
});
export type UrgencyWeights = z.infer<typeof urgencyWeightsSchema>;

export const defaultUrgencyWeights: UrgencyWeights = {
  severity: { 1: 10, 2: 5, 3: 2.5, 4: 1.25 },
  keyPerson: {
    livingAlone: 2,
    disabled: 3,
    lowIncome: 0.5,
    destitute: 1.5,
    childInDifficulty: 2,
    leftBehind: 1,
    mentalIllness: 2,
    seriousIllness: 2.5,
    elderly: 1.5,
    undisclosed: 2,
  },
  needsHelpToMove: 3,
  peopleToDouble: 10,
  overdueDaysToDouble: 30,
  overdueAtMost: 3,
  idleDaysToDouble: 60,
  idleAtMost: 3,
};

/** Who is within reach of a hazard, or who lives in a household. */
export type ExposedPeople = {
  persons: number;
  /** Key people by category; one with two reasons stands in both. */
  keyPersons: Partial<Record<KeyPersonCategory, number>>;
  needHelp: number;
};

export type UrgencyFacts = ExposedPeople & {
  /** Of the hazard itself, or of the open hazards that reach the household. */
  severities: readonly HazardSeverity[];
  /** Days past the day by which it was to be mended, or the person to be visited; 0 or less when there is time. */
  overdueDays: number;
  /** Days since the last step, inspection or visit; null when there never was one. */
  idleDays: number | null;
};

/** One factor of a score, with what it comes from, to be said in words. */
const reasonSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('severity'),
    factor: z.number(),
    severities: z.array(z.literal(hazardSeverities)).readonly(),
  }),
  z.object({
    kind: z.literal('people'),
    factor: z.number(),
    persons: z.number(),
    weighted: z.number(),
    keyPersons: z.partialRecord(z.enum(keyPersonCategories), z.number()),
    needHelp: z.number(),
  }),
  z.object({ kind: z.literal('overdue'), factor: z.number(), days: z.number() }),
  z.object({ kind: z.literal('idle'), factor: z.number(), days: z.number().nullable() }),
]);
export type UrgencyReason = z.infer<typeof reasonSchema>;
export type UrgencyReasonKind = UrgencyReason['kind'];

/** `score` is the product of the factors of `reasons`. */
export const urgencySchema = z.object({ score: z.number(), reasons: z.array(reasonSchema) });
export type Urgency = z.infer<typeof urgencySchema>;

/**
 * 紧迫度 = severity × people × overdue × idle.
 * severity: the weight of the hazard's; for a household the sum over the hazards that reach it, 1 at least.
 * people: 1 + weighted people / peopleToDouble, where everybody counts 1 and key people more.
 * overdue, idle: 1 + days / daysToDouble, up to the most allowed; never visited counts as the most.
 */
export function urgencyOf(facts: UrgencyFacts, weights: UrgencyWeights): Urgency {
  const severity = Math.max(
    1,
    facts.severities.reduce((sum, each) => sum + weights.severity[each], 0),
  );
  const weighted = weightedPeople(facts, weights);
  const days = Math.max(0, facts.overdueDays);
  const reasons: UrgencyReason[] = [
    { kind: 'severity', factor: severity, severities: facts.severities },
    {
      kind: 'people',
      factor: 1 + weighted / weights.peopleToDouble,
      persons: facts.persons,
      weighted,
      keyPersons: facts.keyPersons,
      needHelp: facts.needHelp,
    },
    { kind: 'overdue', factor: rising(days, weights.overdueDaysToDouble, weights.overdueAtMost), days },
    {
      kind: 'idle',
      factor:
        facts.idleDays === null
          ? weights.idleAtMost
          : rising(Math.max(0, facts.idleDays), weights.idleDaysToDouble, weights.idleAtMost),
      days: facts.idleDays,
    },
  ];
  return { score: reasons.reduce((product, { factor }) => product * factor, 1), reasons };
}

/** People weighted by how hard it is for them to help themselves. */
export function weightedPeople(people: ExposedPeople, weights: UrgencyWeights): number {
  const extra = keyPersonCategories.reduce(
    (sum, category) => sum + (people.keyPersons[category] ?? 0) * weights.keyPerson[category],
    0,
  );
  return people.persons + extra + people.needHelp * weights.needsHelpToMove;
}

/**
 * Days a visit is overdue that is owed every `cadence` days (null: none is owed) and was last paid `idleDays` ago; one never
 * paid has been owed for one round.
 */
export function visitOverdue(cadence: number | null, idleDays: number | null): number {
  return cadence === null ? 0 : (idleDays ?? 2 * cadence) - cadence;
}

function rising(days: number, toDouble: number, atMost: number): number {
  return Math.min(atMost, 1 + days / toDouble);
}

/** How one factor sets two scores apart. */
export type Difference = {
  kind: UrgencyReasonKind;
  /** The factor of the first over that of the second. */
  ratio: number;
  /** Its part of the way from one score to the other; the parts add up to 1, and one below 0 pulls the other way. */
  share: number;
  one: UrgencyReason;
  other: UrgencyReason;
};

/** "Why is this above that?": the factors in which two scores differ, the weightiest first. */
export function compareUrgency(one: Urgency, other: Urgency): { ratio: number; differences: Difference[] } {
  const ratio = one.score / other.score;
  const whole = Math.log(ratio);
  const differences = one.reasons.flatMap((reason): Difference[] => {
    const against = other.reasons.find(({ kind }) => kind === reason.kind);
    if (!against || against.factor === reason.factor) return [];
    const part = reason.factor / against.factor;
    return [
      { kind: reason.kind, ratio: part, share: whole === 0 ? 0 : Math.log(part) / whole, one: reason, other: against },
    ];
  });
  return { ratio, differences: differences.sort((a, b) => Math.abs(Math.log(b.ratio)) - Math.abs(Math.log(a.ratio))) };
}

/** Most urgent first; equal ones by number, so that the order is always the same. */
export function byUrgency<Row extends { score: number; id: number }>(a: Row, b: Row): number {
  return b.score - a.score || a.id - b.id;
}
