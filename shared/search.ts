import { z } from 'zod';
import { areaCodeSchema } from './area.ts';
import { boundsSchema, positionSchema } from './geo.ts';

/** In the order the groups are listed. */
export const searchKinds = ['household', 'person', 'zone', 'place', 'street', 'hazard', 'asset', 'area'] as const;
export type SearchKind = (typeof searchKinds)[number];

export const searchInputSchema = z.object({
  text: z.string().trim().min(1).max(60),
  /** Results in this area come first; the others follow. */
  areaCode: areaCodeSchema.optional(),
  perKind: z.number().int().min(1).max(20).default(5),
});
export type SearchInput = z.infer<typeof searchInputSchema>;

export const searchResultSchema = z.object({
  groups: z.array(
    z.object({
      kind: z.enum(searchKinds),
      total: z.number(),
      items: z.array(
        z.object({
          /** Of the row to open: for a person, their household. */
          id: z.number(),
          /** Code, for an area only. */
          code: z.string().optional(),
          countyCode: z.string(),
          villageCode: z.string().nullable(),
          title: z.string(),
          subtitle: z.string(),
          position: positionSchema.nullable(),
          bounds: boundsSchema.nullable(),
        }),
      ),
    }),
  ),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
