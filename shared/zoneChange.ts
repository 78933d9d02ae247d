import { z } from 'zod';
import { areaCodeSchema, countyCodeSchema } from './area.ts';
import { daySchema, positionSchema } from './geo.ts';
import { rowRefSchema } from './household.ts';
import { villageCodeSchema } from './reassign.ts';

const rowId = z.number().int().positive();
const zoneName = z.string().trim().min(1).max(40);

/** Rings of positions in degrees, the outer one first, closed. */
export const multiPolygonSchema = z.object({
  type: z.literal('MultiPolygon'),
  coordinates: z.array(z.array(z.array(positionSchema).min(4)).min(1)).min(1),
});
export type MultiPolygon = z.infer<typeof multiPolygonSchema>;

/** What every change of zones answers: the zones it touched, and the county's sequence number of the write. */
export const zonesChangedSchema = z.object({
  zones: z.array(z.object({ id: z.number(), name: z.string(), level: z.string(), households: z.number() })),
  seq: z.number(),
});
export type ZonesChanged = z.infer<typeof zonesChangedSchema>;

export const zoneCreateInputSchema = z.object({
  villageCode: villageCodeSchema,
  level: z.string(),
  parentId: rowId.nullable(),
  name: zoneName,
  geometry: multiPolygonSchema.nullable().default(null),
});
export type ZoneCreateInput = z.infer<typeof zoneCreateInputSchema>;

export const zoneRenameInputSchema = rowRefSchema.extend({ name: zoneName });

/**
 * The first part keeps the zone with its lead, number and history; every other becomes a new zone without a lead. What a
 * zone holds is households when it is innermost, and else the zones directly in it.
 */
export const zoneSplitInputSchema = rowRefSchema.extend({
  by: z.discriminatedUnion('kind', [
    /** The left side keeps the zone; what has no position stays with it. */
    z.object({ kind: z.literal('line'), line: z.array(positionSchema).min(2).max(500) }),
    /** Ids of what goes to each part; what is in none stays in the first. */
    z.object({ kind: z.literal('parts'), parts: z.array(z.array(rowId)).min(2).max(50) }),
  ]),
  /** Of the new zones; missing ones are called after the zone. */
  names: z.array(zoneName).default([]),
});
export type ZoneSplitInput = z.infer<typeof zoneSplitInputSchema>;

/** Names for new zones split from one that nobody uses yet: 第9网格-2, 第9网格-3… */
export function partNames(name: string, count: number, taken: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let number = 2; names.length < count; number += 1) {
    const next = `${name}-${number}`;
    if (!taken.has(next)) names.push(next);
  }
  return names;
}

/** All that `zoneIds` hold goes to `into`; they end. */
export const zoneMergeInputSchema = z.object({
  countyCode: countyCodeSchema,
  into: rowId,
  zoneIds: z.array(rowId).min(1).max(50),
  name: zoneName.nullable().default(null),
});
export type ZoneMergeInput = z.infer<typeof zoneMergeInputSchema>;

/** New borders of all zones of one level that a dragged vertex touches, in one write. */
export const zoneBordersInputSchema = z.object({
  villageCode: villageCodeSchema,
  borders: z
    .array(z.object({ id: rowId, geometry: multiPolygonSchema }))
    .min(1)
    .max(200),
});
export type ZoneBordersInput = z.infer<typeof zoneBordersInputSchema>;

export const zoneBorderSchema = z.object({ id: z.number(), level: z.string(), geometry: multiPolygonSchema });
export type ZoneBorder = z.infer<typeof zoneBorderSchema>;

/**
 * What the detail of `bordersDoNotMatch` holds: where two zones overlap, where land that was covered no longer is, or where
 * the border of one crosses itself.
 */
export const borderFaultSchema = z.object({
  kind: z.enum(['gap', 'overlap', 'crossing']),
  zoneIds: z.array(z.number()),
  /** A point in it, and its width in metres; a crossing has none. */
  position: positionSchema,
  width: z.number(),
});
export type BorderFault = z.infer<typeof borderFaultSchema>;

/** How far borders of neighbours may miss each other, in metres. */
export const borderTolerance = 0.01;

/** Years before which nobody leads a zone. */
export const leadAge = 18;

/** Who leads a zone from a day on, instead of whoever did; null leaves it vacant. */
export const appointInputSchema = z.object({
  countyCode: countyCodeSchema,
  zoneId: rowId,
  personId: rowId.nullable(),
  fromOn: daySchema,
});
export type AppointInput = z.infer<typeof appointInputSchema>;

/** A zone that nobody leads. */
export const vacancySchema = z.object({
  zoneId: z.number(),
  villageCode: z.string(),
  name: z.string(),
  level: z.string(),
  households: z.number(),
  /** The first day without a lead; null when there never was one. */
  since: z.string().nullable(),
});
export type Vacancy = z.infer<typeof vacancySchema>;
export const vacanciesInputSchema = z.object({ areaCode: areaCodeSchema });

/** A zone that was retired, or merged into another one that is named. */
export const endedZoneSchema = z.object({
  zoneId: z.number(),
  name: z.string(),
  level: z.string(),
  endedOn: daySchema,
  into: z.string().nullable(),
});
export type EndedZone = z.infer<typeof endedZoneSchema>;

/** A village as it was at the end of a day. */
export const asOfInputSchema = z.object({ villageCode: villageCodeSchema, day: daySchema });
export const asOfSchema = z.object({
  day: daySchema,
  /** Zones that were there on the day. */
  zones: z.array(
    z.object({
      id: z.number(),
      level: z.string(),
      parentId: z.number().nullable(),
      number: z.number(),
      name: z.string(),
      leadName: z.string().nullable(),
      leadSince: z.string().nullable(),
      households: z.number(),
      ended: z.boolean(),
      /** As it was on the day; null where none was drawn. */
      border: multiPolygonSchema.nullable(),
    }),
  ),
  /** By row: a household, its innermost zone and its party member on the day; 0 for none. */
  household: z.array(z.number()),
  lane: z.array(z.number()),
  member: z.array(z.number()),
});
export type AsOf = z.infer<typeof asOfSchema>;
