import { z } from 'zod';
import { positionSchema } from './geo.ts';

export const hazardCategories = [
  'fire',
  'geology',
  'flood',
  'building',
  'road',
  'electricity',
  'gas',
  'water',
  'vessel',
  'production',
  'food',
  'publicOrder',
  'facility',
  'environment',
  'other',
] as const;
export type HazardCategory = (typeof hazardCategories)[number];

/** The closed loop, in its order; `rejected` leaves it. */
export const hazardStates = [
  'reported',
  'verified',
  'assigned',
  'rectifying',
  'rechecked',
  'closed',
  'rejected',
] as const;
export type HazardState = (typeof hazardStates)[number];

/** How it became known. */
export const hazardChannels = ['patrol', 'snapshot', 'inspection', 'hotline', 'import', 'other'] as const;
export type HazardChannel = (typeof hazardChannels)[number];

/** 1 重大 red, 2 较大 orange, 3 一般 yellow, 4 低 blue. */
export const hazardSeverities = [1, 2, 3, 4] as const;
export type HazardSeverity = (typeof hazardSeverities)[number];

/** Still somebody's work: neither closed nor rejected. */
export function isOpen(state: HazardState): boolean {
  return state !== 'closed' && state !== 'rejected';
}

/** Open and past its day; `dueOn` and `today` are calendar days. */
export function isOverdue(state: HazardState, dueOn: string | null, today: string): boolean {
  return isOpen(state) && dueOn !== null && dueOn < today;
}

export const hazardCardSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  number: z.string(),
  category: z.enum(hazardCategories),
  severity: z.number().min(1).max(4),
  state: z.enum(hazardStates),
  title: z.string(),
  description: z.string(),
  zone: z.object({ id: z.number(), name: z.string(), leadName: z.string().nullable() }).nullable(),
  reportedAt: z.string(),
  dueOn: z.string().nullable(),
  closedAt: z.string().nullable(),
  position: positionSchema,
  shape: z.enum(['point', 'line', 'area']),
  /** Homes and shops within 100 m of it. */
  householdsNearby: z.number(),
  keyPersonsNearby: z.number(),
  updatedAt: z.string(),
});
