import { z } from 'zod';
import { areaSummarySchema } from './area.ts';
import { boundsSchema } from './geo.ts';
import { zoneLevelSchema } from './zone.ts';

/** A background under the village's own map; none is needed. */
export const basemapSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('xyz'), url: z.string(), attribution: z.string(), maxZoom: z.number() }),
  z.object({ kind: z.literal('pmtiles'), url: z.string(), attribution: z.string() }),
  z.object({ kind: z.literal('tianditu'), key: z.string(), attribution: z.string() }),
]);
export type Basemap = z.infer<typeof basemapSchema>;

/** What the browser needs before it draws the first map. */
export const mapDescriptionSchema = z.object({
  areas: z.array(areaSummarySchema),
  zoneLevels: z.array(zoneLevelSchema),
  /** Version of each tile set and of the relief, for its address; a set's names what of the ground its tiles show, too. */
  versions: z.object({ base: z.string(), boundary: z.string(), facility: z.string(), relief: z.string() }),
  reliefBounds: boundsSchema.nullable(),
  basemap: basemapSchema.nullable(),
  attributions: z.array(z.string()),
  /** The server's calendar day, `YYYY-MM-DD`. */
  today: z.string(),
});
export type MapDescription = z.infer<typeof mapDescriptionSchema>;
