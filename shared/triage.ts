import { z } from 'zod';
import { areaCodeSchema, countyCodeSchema } from './area.ts';
import { positionSchema } from './geo.ts';
import { hazardFilterSchema } from './hazardFilter.ts';
import { regionSchema } from './shape.ts';
import { urgencySchema, urgencyWeightsSchema } from './urgency.ts';

const rowId = z.number().int().positive();

/** What somebody may be in danger of. */
export const dangerInputSchema = z.object({
  countyCode: countyCodeSchema,
  subject: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('hazards'),
      ids: z.array(rowId).min(1).max(500),
      /** Metres instead of what each reaches, such as while a slider moves. */
      reach: z.number().min(0).max(10_000).nullable().default(null),
    }),
    z.object({ kind: z.literal('region'), region: regionSchema }),
    z.object({ kind: z.literal('zone'), zoneId: rowId }),
    z.object({ kind: z.literal('area'), areaCode: areaCodeSchema }),
  ]),
});
export type DangerInput = z.infer<typeof dangerInputSchema>;

/** Hazards of a filter with why each stands where it does, the most urgent first. */
export const hazardRankingInputSchema = z.object({
  filter: hazardFilterSchema,
  limit: z.number().int().min(1).max(500).default(50),
  /** Tried out before a county decides on them; null for what it has decided. */
  weights: urgencyWeightsSchema.nullable().default(null),
});
export type HazardRankingInput = z.infer<typeof hazardRankingInputSchema>;
export const hazardRankingSchema = z.array(
  z.object({ id: z.number(), number: z.string(), title: z.string(), urgency: urgencySchema }),
);
export type HazardRanking = z.infer<typeof hazardRankingSchema>;

export const householdRankingInputSchema = z.object({
  areaCode: areaCodeSchema,
  /** With the zones below it. */
  zoneId: rowId.nullable().default(null),
  limit: z.number().int().min(1).max(500).default(50),
  weights: urgencyWeightsSchema.nullable().default(null),
});
export type HouseholdRankingInput = z.infer<typeof householdRankingInputSchema>;
export const householdRankingSchema = z.array(
  z.object({
    id: z.number(),
    villageCode: z.string(),
    number: z.string(),
    address: z.string(),
    laneName: z.string().nullable(),
    position: positionSchema.nullable(),
    urgency: urgencySchema,
  }),
);
export type HouseholdRanking = z.infer<typeof householdRankingSchema>;
