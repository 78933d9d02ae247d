import { z } from 'zod';
import { boundsSchema } from './geo.ts';

/** 县, 镇街, 村社, outermost first. */
export const areaLevels = ['county', 'town', 'village'] as const;
export type AreaLevel = (typeof areaLevels)[number];

/** Six digits for a county, nine for a town, twelve for a village. */
export const areaCodeSchema = z.string().regex(/^(\d{6}|\d{9}|\d{12})$/);
export const countyCodeSchema = z.string().regex(/^\d{6}$/);

/** The level a code stands for, by its length. */
export function levelOfCode(code: string): AreaLevel {
  return code.length === 6 ? 'county' : code.length === 9 ? 'town' : 'village';
}

export const areaSummarySchema = z.object({
  code: areaCodeSchema,
  level: z.enum(areaLevels),
  name: z.string(),
  parentCode: areaCodeSchema.nullable(),
  /** Of its border or, without one, of what lies in it; null when it holds nothing with a position. */
  bounds: boundsSchema.nullable(),
  households: z.number(),
  persons: z.number(),
});
export type AreaSummary = z.infer<typeof areaSummarySchema>;
