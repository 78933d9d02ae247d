import { z } from 'zod';
import { areaCodeSchema, countyCodeSchema } from './area.ts';
import { dayNumber, dayOfNumber, daySchema, positionSchema } from './geo.ts';
import { hazardCategories } from './hazard.ts';
import { placeCategories } from './place.ts';

/** When a round is made: on a day of each month (the last one where the month is shorter), of each quarter's first month, or of the week. */
export const recurrenceSchema = z.discriminatedUnion('every', [
  z.object({ every: z.literal('month'), day: z.number().int().min(1).max(31) }),
  z.object({ every: z.literal('quarter'), day: z.number().int().min(1).max(31) }),
  /** 1 is Monday. */
  z.object({ every: z.literal('week'), weekday: z.number().int().min(1).max(7) }),
]);
export type Recurrence = z.infer<typeof recurrenceSchema>;

/** The days a round falls on from a day to a day (`YYYY-MM-DD`), both included, in their order. */
export function occurrences(recurrence: Recurrence, from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    const text = dayOfNumber(day);
    if (fallsOn(recurrence, text, day)) days.push(text);
  }
  return days;
}

function fallsOn(recurrence: Recurrence, text: string, number: number): boolean {
  // 1 January 1970 was a Thursday.
  if (recurrence.every === 'week') return ((number + 3) % 7) + 1 === recurrence.weekday;
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  if (recurrence.every === 'quarter' && month % 3 !== 1) return false;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return day === Math.min(recurrence.day, last);
}

/** What a round goes to: every zone of a level, or every place of a category. */
export const inspectedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('zone'), level: z.string().min(1).max(40) }),
  z.object({ kind: z.literal('place'), category: z.enum(placeCategories) }),
]);

/** due → passed, or due → found → (recheck) → passed. */
export const inspectionStates = ['due', 'found', 'passed'] as const;
export type InspectionState = (typeof inspectionStates)[number];

export const inspectionPlanInputSchema = z.object({
  areaCode: areaCodeSchema,
  name: z.string().trim().min(1).max(60),
  category: z.enum(hazardCategories),
  recurrence: recurrenceSchema,
  inspected: inspectedSchema,
  /** Days after the round within which it is to be done. */
  graceDays: z.number().int().min(0).max(90).default(3),
  /** Days after something was found when it is looked at again. */
  recheckDays: z.number().int().min(1).max(180).default(14),
  /** What to look at, one a line. */
  checklist: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  startsOn: daySchema,
});
export type InspectionPlanInput = z.infer<typeof inspectionPlanInputSchema>;

/** What can be put right in a plan without changing which rounds it makes. */
export const editPlanSchema = inspectionPlanInputSchema
  .pick({ name: true, graceDays: true, recheckDays: true, checklist: true })
  .extend({ countyCode: countyCodeSchema, id: z.number().int().positive() });
export type EditPlan = z.infer<typeof editPlanSchema>;

export const inspectionPlanSchema = inspectionPlanInputSchema.extend({
  id: z.number(),
  countyCode: z.string(),
  endedOn: z.string().nullable(),
  /** Of the last round: how many tasks, done and overdue. */
  lastRoundOn: z.string().nullable(),
  nextRoundOn: z.string().nullable(),
  tasks: z.number().int(),
  done: z.number().int(),
  overdue: z.number().int(),
});
export type InspectionPlan = z.infer<typeof inspectionPlanSchema>;

/** What somebody found on a round; without hazards it is passed. */
export const inspectionResultSchema = z.object({
  note: z.string().trim().max(2_000).default(''),
  passed: z.boolean(),
  /** Hazards that were reported on this round. */
  hazardIds: z.array(z.number().int().positive()).max(50).default([]),
  photoIds: z.array(z.number().int().positive()).max(12).default([]),
});
export type InspectionResult = z.infer<typeof inspectionResultSchema>;

export const inspectionSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  planId: z.number(),
  planName: z.string(),
  category: z.enum(hazardCategories),
  villageCode: z.string(),
  state: z.enum(inspectionStates),
  roundOn: z.string(),
  dueOn: z.string(),
  /** When what was found is looked at again. */
  recheckOn: z.string().nullable(),
  overdue: z.boolean(),
  zoneId: z.number().nullable(),
  placeId: z.number().nullable(),
  subjectName: z.string(),
  leadName: z.string().nullable(),
  doneAt: z.string().nullable(),
  doneBy: z.string().nullable(),
  note: z.string(),
  hazardIds: z.array(z.number()),
  photoIds: z.array(z.number()),
  /** What to look at, as the plan says. */
  checklist: z.array(z.string()),
  /** The middle of the zone, or where the place is. */
  position: positionSchema.nullable(),
  /** Whether whoever asks may write down what was found. */
  mayDo: z.boolean(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** 查看记录: one look at what a round goes to, in the order they were made. */
export const inspectionLookSchema = z.object({
  at: z.string(),
  by: z.string(),
  state: z.enum(inspectionStates),
  note: z.string(),
  hazardIds: z.array(z.number()),
  photoIds: z.array(z.number()),
});
export type InspectionLook = z.infer<typeof inspectionLookSchema>;
export const inspectionWithLooksSchema = inspectionSchema.extend({ looks: z.array(inspectionLookSchema) });
export type InspectionWithLooks = z.infer<typeof inspectionWithLooksSchema>;

/** The state after a result: what was found wrong is looked at again until it passes. */
export function inspectionAfter(
  result: Pick<InspectionResult, 'passed'>,
  today: string,
  recheckDays: number,
): { state: InspectionState; recheckOn: string | null } {
  if (result.passed) return { state: 'passed', recheckOn: null };
  return { state: 'found', recheckOn: dayOfNumber(dayNumber(today) + recheckDays) };
}
