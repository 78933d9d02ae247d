import { z } from 'zod';
import { areaCodeSchema } from './area.ts';
import { boundsSchema } from './geo.ts';
import { hazardCategories, hazardStates } from './hazard.ts';
import { keyPersonCategories } from './keyPerson.ts';

/** An area, or a zone in it, or only what lies in a rectangle of it. */
export const summaryInputSchema = z.object({
  areaCode: areaCodeSchema,
  zoneId: z.number().int().positive().optional(),
  bounds: boundsSchema.optional(),
});
export type SummaryInput = z.infer<typeof summaryInputSchema>;

/** Layers whose completeness and age the summary tells. */
export const registerLayers = [
  'zone',
  'building',
  'street',
  'household',
  'person',
  'keyPerson',
  'place',
  'asset',
  'hazard',
  'householdLink',
  'visit',
  'landform',
] as const;
export type RegisterLayer = (typeof registerLayers)[number];

/** 村情: the state of an area in numbers. */
export const summarySchema = z.object({
  households: z.number(),
  shops: z.number(),
  householdsWithoutPosition: z.number(),
  householdsWithoutLane: z.number(),
  persons: z.number(),
  personsAway: z.number(),
  personsOver65: z.number(),
  personsUnder15: z.number(),
  partyMembers: z.number(),
  householdsLinked: z.number(),
  householdsVisitedThisQuarter: z.number(),
  householdsByVisitAge: z.array(z.number()).describe('one count per class of visitAgeBreaks, last class open'),
  keyPersons: z.number(),
  keyPersonsByCategory: z.array(
    z.object({ category: z.enum(keyPersonCategories), count: z.number(), overdue: z.number() }),
  ),
  keyPersonsOverdue: z.number(),
  zones: z.array(
    z.object({
      level: z.string(),
      total: z.number(),
      under: z.number(),
      within: z.number(),
      over: z.number(),
      vacant: z.number(),
    }),
  ),
  /** Zones outside their limits or without a lead, worst first. */
  zonesInBreach: z.array(
    z.object({
      id: z.number(),
      level: z.string(),
      name: z.string(),
      households: z.number(),
      size: z.enum(['under', 'within', 'over']),
      vacant: z.boolean(),
    }),
  ),
  hazardsOpen: z.number(),
  hazardsOverdue: z.number(),
  hazardsBySeverity: z.array(z.object({ severity: z.number(), open: z.number(), closed: z.number() })),
  hazardsByState: z.array(z.object({ state: z.enum(hazardStates), count: z.number() })),
  hazardsByCategory: z.array(z.object({ category: z.enum(hazardCategories), open: z.number() })),
  places: z.number(),
  assets: z.number(),
  assetsEndingSoon: z.number(),
  layers: z.array(
    z.object({
      layer: z.enum(registerLayers),
      count: z.number(),
      /** Share of rows that have what the layer needs, 0 to 1; null when there is nothing to fill in. */
      complete: z.number().nullable(),
      /** When a row last changed. */
      updatedAt: z.string().nullable(),
    }),
  ),
});
export type Summary = z.infer<typeof summarySchema>;
