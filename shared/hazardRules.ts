import { z } from 'zod';
import { dayNumber, dayOfNumber } from './geo.ts';
import { type HazardCategory, type HazardSeverity, type HazardState, hazardCategories, isOpen } from './hazard.ts';

const days = z.number().int().min(1).max(730);
const bySeveritySchema = z.object({ 1: days, 2: days, 3: days, 4: days });
export type DaysBySeverity = z.infer<typeof bySeveritySchema>;

/** 整改期限: days from the report within which a hazard is to be gone, and where a category is stricter or laxer. */
export const hazardDueDaysSchema = z.object({
  usual: bySeveritySchema,
  byCategory: z.partialRecord(z.enum(hazardCategories), bySeveritySchema),
});
export type HazardDueDays = {
  usual: DaysBySeverity;
  byCategory: Partial<Record<HazardCategory, DaysBySeverity>>;
};
export const defaultHazardDueDays: HazardDueDays = {
  usual: { 1: 10, 2: 20, 3: 45, 4: 75 },
  byCategory: {
    gas: { 1: 1, 2: 3, 3: 15, 4: 30 },
    fire: { 1: 3, 2: 7, 3: 15, 4: 30 },
    facility: { 1: 2, 2: 5, 3: 10, 4: 30 },
  },
};

/** The day by which a hazard reported on a day (`YYYY-MM-DD`) is to be gone. */
export function dueOn(
  setting: HazardDueDays,
  hazard: { category: HazardCategory; severity: HazardSeverity; reportedOn: string },
): string {
  const bySeverity = setting.byCategory[hazard.category] ?? setting.usual;
  return dayOfNumber(dayNumber(hazard.reportedOn) + bySeverity[hazard.severity]);
}

const metres = z.number().min(0).max(5_000);

/** 影响范围: how many metres a hazard reaches beyond itself, by category. An area is its own reach and nothing beyond. */
export const hazardReachSchema = z.record(z.enum(hazardCategories), metres);
export type HazardReach = z.infer<typeof hazardReachSchema>;
export const defaultHazardReach: HazardReach = {
  fire: 50,
  geology: 150,
  flood: 200,
  building: 20,
  road: 30,
  electricity: 30,
  gas: 80,
  water: 50,
  vessel: 50,
  production: 200,
  food: 100,
  publicOrder: 100,
  facility: 20,
  environment: 100,
  other: 50,
};

/** Metres a hazard reaches beyond its shape: its own where somebody has said so, nothing beyond an area, else its category's. */
export function reachOf(
  setting: HazardReach,
  hazard: { category: HazardCategory; isArea: boolean; reach: number | null },
): number {
  return hazard.reach ?? (hazard.isArea ? 0 : setting[hazard.category]);
}

/** 已销号, 按期, 满意 are three facts; null while there is nothing to say. */
export type Outcome = { closed: boolean; onTime: boolean | null; satisfied: boolean | null };

/** `closedOn`, `dueOn` and `today` are calendar days. An open hazard past its day is late already. */
export function outcomeOf(
  hazard: { state: HazardState; dueOn: string | null; closedOn: string | null; satisfied: boolean | null },
  today: string,
): Outcome {
  const closed = hazard.state === 'closed';
  const end = closed ? hazard.closedOn : today;
  const late = hazard.dueOn !== null && end !== null && end > hazard.dueOn;
  const isKnown = hazard.state !== 'rejected' && hazard.dueOn !== null && (closed || late);
  return {
    closed,
    onTime: isKnown ? !late : null,
    satisfied: isOpen(hazard.state) ? null : hazard.satisfied,
  };
}
