import { z } from 'zod';
import { boundsSchema, positionSchema } from './geo.ts';

export const zoneLevelSchema = z.object({
  countyCode: z.string(),
  level: z.string(),
  /** 1 is the outermost. */
  ordinal: z.number().int().min(1).max(5),
  nameZh: z.string(),
  nameEn: z.string(),
  leadTitleZh: z.string(),
  leadTitleEn: z.string(),
  minHouseholds: z.number().int(),
  maxHouseholds: z.number().int(),
});
export type ZoneLevel = z.infer<typeof zoneLevelSchema>;

/** What a county governs by until it says otherwise. */
export const defaultZoneLevels: Omit<ZoneLevel, 'countyCode'>[] = [
  {
    level: 'grid',
    ordinal: 1,
    nameZh: '网格',
    nameEn: 'Grid',
    leadTitleZh: '网格长',
    leadTitleEn: 'Grid lead',
    minHouseholds: 30,
    maxHouseholds: 60,
  },
  {
    level: 'lane',
    ordinal: 2,
    nameZh: '街巷',
    nameEn: 'Lane',
    leadTitleZh: '街巷长',
    leadTitleEn: 'Lane lead',
    minHouseholds: 10,
    maxHouseholds: 20,
  },
];

/** How a zone's number of households stands to the limits of its level. */
export type ZoneSize = 'under' | 'within' | 'over';

export function zoneSize(households: number, limits: Pick<ZoneLevel, 'minHouseholds' | 'maxHouseholds'>): ZoneSize {
  if (households < limits.minHouseholds) return 'under';
  return households > limits.maxHouseholds ? 'over' : 'within';
}

export const zoneSummarySchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  villageCode: z.string(),
  level: z.string(),
  parentId: z.number().nullable(),
  number: z.number(),
  name: z.string(),
  leadName: z.string().nullable(),
  leadId: z.number().nullable(),
  households: z.number(),
  persons: z.number(),
  keyPersons: z.number(),
  /** Where its label stands: inside its border or among its households; null when it has neither. */
  position: positionSchema.nullable(),
  bounds: boundsSchema.nullable(),
});
export type ZoneSummary = z.infer<typeof zoneSummarySchema>;

export const zoneCardSchema = zoneSummarySchema.extend({
  parentName: z.string().nullable(),
  leadSince: z.string().nullable(),
  leadPhone: z.string().nullable(),
  householdsLinked: z.number(),
  householdsVisitedThisQuarter: z.number(),
  openHazards: z.number(),
  /** Zones directly inside this one. */
  children: z.array(zoneSummarySchema),
  pastLeads: z.array(z.object({ name: z.string(), fromOn: z.string(), toOn: z.string() })),
  journal: z.array(
    z.object({ id: z.number(), writtenAt: z.string(), text: z.string(), authorName: z.string().nullable() }),
  ),
});
export type ZoneCard = z.infer<typeof zoneCardSchema>;
