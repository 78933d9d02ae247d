import { z } from 'zod';
import { areaCodeSchema } from './area.ts';
import { walkingPaces } from './footway.ts';
import { boundsSchema, daySchema, positionSchema } from './geo.ts';
import { type HazardState, hazardCategories, hazardSeverities, hazardStates, isOpen } from './hazard.ts';
import { regionSchema } from './shape.ts';

const rowId = z.number().int().positive();

/** Tables whose rows a filter may be drawn around. */
export const bufferedLayers = [
  'hazard',
  'place',
  'asset',
  'household',
  'street',
  'zone',
  'building',
  'landform',
] as const;
export type BufferedLayer = (typeof bufferedLayers)[number];
const featureSchema = z.object({ layer: z.enum(bufferedLayers), id: rowId });

/** 在哪里: several of them hold at once. */
export const whereaboutsSchema = z.discriminatedUnion('kind', [
  /** Drawn by hand, or uploaded. */
  z.object({ kind: z.literal('region'), region: regionSchema }),
  z.object({ kind: z.literal('circle'), position: positionSchema, metres: z.number().min(1).max(50_000) }),
  /** Within some metres of a row of a layer; 0 is what lies in or on it. */
  z.object({ kind: z.literal('buffer'), feature: featureSchema, metres: z.number().min(0).max(20_000) }),
  /** What the map shows. */
  z.object({ kind: z.literal('view'), bounds: boundsSchema }),
  /** 步行可达: so many minutes along the streets from a point. */
  z.object({
    kind: z.literal('onFoot'),
    position: positionSchema,
    minutes: z.number().min(1).max(60),
    pace: z.enum(walkingPaces).default('usual'),
  }),
]);
export type Whereabouts = z.infer<typeof whereaboutsSchema>;

/** How a hazard stands to its day. */
export const dueClasses = ['overdue', 'within7', 'later', 'none'] as const;
export type DueClass = (typeof dueClasses)[number];

/** Upper bounds, in days since the report, of the classes of age; the last class is open. */
export const ageBreaks = [7, 30, 90, 365] as const;

/** Days since the report, as a class of `ageBreaks`. */
export function ageClass(days: number): number {
  const found = ageBreaks.findIndex((limit) => days <= limit);
  return found < 0 ? ageBreaks.length : found;
}

/** `dueOn` and `today` as days since 1 January 1970, `dueOn` 0 where there is none. What is closed or rejected is due no more. */
export function dueClass(state: HazardState, dueOn: number, today: number): DueClass {
  if (dueOn === 0 || !isOpen(state)) return 'none';
  if (dueOn < today) return 'overdue';
  return dueOn <= today + 7 ? 'within7' : 'later';
}

/** Who has it: a person of the register or an account, or nobody yet. */
export const responsibleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('person'), id: rowId }),
  z.object({ kind: z.literal('account'), id: z.string().max(100) }),
  z.object({ kind: z.literal('nobody') }),
  /** Whoever asks. */
  z.object({ kind: z.literal('me') }),
]);

/** Which hazards are meant; an empty list of anything is all of it. */
export const hazardFilterSchema = z.object({
  areaCode: areaCodeSchema,
  /** With the zones below it. */
  zoneId: rowId.nullable().default(null),
  where: z.array(whereaboutsSchema).max(8).default([]),
  categories: z.array(z.enum(hazardCategories)).default([]),
  kinds: z.array(z.string().max(40)).max(200).default([]),
  severities: z.array(z.literal(hazardSeverities)).default([]),
  states: z.array(z.enum(hazardStates)).default([]),
  due: z.array(z.enum(dueClasses)).default([]),
  /** Classes of `ageBreaks`. */
  ages: z.array(z.number().int().min(0).max(ageBreaks.length)).default([]),
  /** Days of the report, both included. */
  reportedFrom: daySchema.nullable().default(null),
  reportedTo: daySchema.nullable().default(null),
  responsible: responsibleSchema.nullable().default(null),
  /** Number, title, description or pinyin. */
  text: z.string().trim().max(100).default(''),
  /** Only these rows, such as a selection by lasso. */
  ids: z.array(rowId).max(20_000).nullable().default(null),
});
export type HazardFilter = z.infer<typeof hazardFilterSchema>;

export const hazardSorts = ['urgency', 'due', 'reported', 'severity', 'number', 'updated'] as const;
export type HazardSort = (typeof hazardSorts)[number];

export const hazardListInputSchema = z.object({
  filter: hazardFilterSchema,
  sort: z.enum(hazardSorts).default('urgency'),
  descending: z.boolean().default(false),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
});
export type HazardListInput = z.infer<typeof hazardListInputSchema>;

export const hazardItemSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  villageCode: z.string().nullable(),
  villageName: z.string().nullable(),
  number: z.string(),
  category: z.enum(hazardCategories),
  kind: z.string(),
  severity: z.literal(hazardSeverities),
  state: z.enum(hazardStates),
  title: z.string(),
  zoneId: z.number().nullable(),
  zoneName: z.string().nullable(),
  assigneeName: z.string().nullable(),
  referredTo: z.string().nullable(),
  /** Calendar days. */
  reportedOn: z.string(),
  dueOn: z.string().nullable(),
  closedOn: z.string().nullable(),
  satisfied: z.boolean().nullable(),
  /** How often it was opened again after it was closed. */
  reopened: z.number().int(),
  position: positionSchema,
  /** Its urgency where the list was asked for by urgency. */
  score: z.number().nullable(),
});
export type HazardItem = z.infer<typeof hazardItemSchema>;

/** Of each facet, how many there are of each value when every other part of the filter holds. */
export const facetNames = ['category', 'kind', 'severity', 'state', 'due', 'age'] as const;
export type FacetName = (typeof facetNames)[number];
export const hazardListSchema = z.object({
  total: z.number().int(),
  items: z.array(hazardItemSchema),
  facets: z.record(z.enum(facetNames), z.record(z.string(), z.number().int())),
  /** All ids in the order of the list, so that the map shows the same; up to 50,000. */
  ids: z.array(z.number()),
});
export type HazardList = z.infer<typeof hazardListSchema>;

/** Files of exactly the rows of a list. */
export const exportFormats = ['csv', 'xlsx', 'geojson', 'shapefile'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const hazardExportSchema = hazardListInputSchema
  .pick({ filter: true, sort: true, descending: true })
  .extend({ format: z.enum(exportFormats), language: z.enum(['zh', 'en']).default('zh') });
export type HazardExport = z.infer<typeof hazardExportSchema>;

/** 我的筛选: a filter under a name, for whoever kept it. */
export const savedFilterSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  name: z.string(),
  filter: hazardFilterSchema,
  updatedAt: z.string(),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;
export const saveFilterSchema = z.object({ name: z.string().trim().min(1).max(40), filter: hazardFilterSchema });
export type SaveFilter = z.infer<typeof saveFilterSchema>;
