import { z } from 'zod';
import { areaCodeSchema, countyCodeSchema } from './area.ts';
import { roles } from './permissions.ts';

/** 应急查看: the household by its id where it is known, or by its number in a village whose houses one may not open. */
export const openGlassSchema = z.intersection(
  z.object({ reason: z.string().trim().min(4).max(200) }),
  z.union([
    z.object({ countyCode: countyCodeSchema, id: z.number().int().positive() }),
    z.object({ villageCode: areaCodeSchema.length(12), number: z.string().trim().min(1).max(40) }),
  ]),
);
export type OpenGlass = z.infer<typeof openGlassSchema>;

/** Which household is open now, and until when (ISO 8601). */
export const openedGlassSchema = z.object({ countyCode: z.string(), id: z.number(), until: z.string() });
export type OpenedGlass = z.infer<typeof openedGlassSchema>;

/** One look through the glass, as a superior reviews it. */
export const glassLookSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  villageCode: z.string(),
  villageName: z.string(),
  householdId: z.number(),
  number: z.string(),
  actor: z.string(),
  role: z.enum(roles),
  reason: z.string(),
  openedAt: z.string(),
  until: z.string(),
});
export type GlassLook = z.infer<typeof glassLookSchema>;
