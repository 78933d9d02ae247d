import { z } from 'zod';
import { countyCodeSchema } from './area.ts';
import { exposureSchema } from './exposure.ts';
import { daySchema, positionSchema } from './geo.ts';
import { hazardCardSchema, hazardCategories, hazardChannels, hazardSeverities, hazardStates } from './hazard.ts';
import { assigneeSchema, hazardSteps, stepInputSchema } from './hazardLoop.ts';
import { shapeSchema } from './shape.ts';

const rowId = z.number().int().positive();

const contentSchema = z.object({
  category: z.enum(hazardCategories),
  /** Key in the county's tree; empty when only the category is known. */
  kind: z.string().max(40),
  severity: z.literal(hazardSeverities),
  title: z.string().trim().min(1).max(80),
  description: z.string().trim().max(2_000),
  shape: shapeSchema,
  /** Metres it reaches beyond itself; null for what its category says. */
  reach: z.number().int().min(0).max(10_000).nullable(),
  channel: z.enum(hazardChannels),
});

export const reportHazardSchema = contentSchema.extend({
  countyCode: countyCodeSchema,
  kind: contentSchema.shape.kind.default(''),
  description: contentSchema.shape.description.default(''),
  reach: contentSchema.shape.reach.default(null),
  channel: contentSchema.shape.channel.default('patrol'),
  photoIds: z.array(rowId).max(12).default([]),
});
export type ReportHazard = z.infer<typeof reportHazardSchema>;

/** What is not given stays; so nothing here may have a default. */
export const editHazardSchema = contentSchema.partial().extend({
  countyCode: countyCodeSchema,
  id: rowId,
  /** Null keeps the zone found by position. */
  zoneId: rowId.nullable().optional(),
  dueOn: daySchema.nullable().optional(),
  /** Of the row that was read: the edit is refused when somebody has written since. */
  seq: z.number(),
});
export type EditHazard = z.infer<typeof editHazardSchema>;

export const advanceHazardSchema = stepInputSchema.extend({ countyCode: countyCodeSchema, id: rowId });
export type AdvanceHazard = z.infer<typeof advanceHazardSchema>;

/** 批量交办: the same assignee for many; all or none. */
export const assignManySchema = z.object({
  countyCode: countyCodeSchema,
  ids: z.array(rowId).min(1).max(500),
  assignee: assigneeSchema,
  note: z.string().trim().max(2_000).default(''),
});
export type AssignMany = z.infer<typeof assignManySchema>;

/** Where a hazard would be, before it is reported: who answers for it, and what is known there already. */
export const nearbyInputSchema = z.object({
  countyCode: countyCodeSchema,
  shape: shapeSchema,
  category: z.enum(hazardCategories).nullable().default(null),
  title: z.string().max(80).default(''),
});
export type NearbyInput = z.infer<typeof nearbyInputSchema>;
export const nearbySchema = z.object({
  village: z.object({ code: z.string(), name: z.string() }).nullable(),
  zone: z.object({ id: z.number(), name: z.string(), leadName: z.string().nullable() }).nullable(),
  /** Open hazards that may be the same, the likeliest first. */
  duplicates: z.array(
    z.object({
      id: z.number(),
      number: z.string(),
      title: z.string(),
      category: z.enum(hazardCategories),
      severity: z.literal(hazardSeverities),
      state: z.enum(hazardStates),
      metres: z.number(),
      position: positionSchema,
    }),
  ),
});
export type Nearby = z.infer<typeof nearbySchema>;

export const hazardPhotoSchema = z.object({
  id: z.number(),
  eventId: z.number().nullable(),
  width: z.number().int(),
  height: z.number().int(),
  at: z.string(),
  actor: z.string(),
  takenAt: z.string().nullable(),
  /** Where the camera said it was, offered to whoever reports; never kept in the file. */
  position: positionSchema.nullable(),
});
export type HazardPhoto = z.infer<typeof hazardPhotoSchema>;

/** What an edit may have altered. */
export const editedFields = [
  'title',
  'description',
  'category',
  'kind',
  'severity',
  'channel',
  'shape',
  'reach',
  'zone',
  'dueOn',
] as const;
export type EditedField = (typeof editedFields)[number];
const told = z.union([z.string(), z.number()]).nullable();
/** One field as it was and as it is; a zone by its name, of a shape only that it is another. */
export const hazardChangeSchema = z.object({ field: z.enum(editedFields), before: told, after: told });
export type HazardChange = z.infer<typeof hazardChangeSchema>;

export const hazardEventSchema = z.object({
  id: z.number(),
  step: z.enum(['report', 'edit', ...hazardSteps]),
  fromState: z.enum(hazardStates).nullable(),
  toState: z.enum(hazardStates),
  at: z.string(),
  actor: z.string(),
  note: z.string(),
  assigneeName: z.string().nullable(),
  satisfied: z.boolean().nullable(),
  referredTo: z.string().nullable(),
  /** Of an edit. */
  changes: z.array(hazardChangeSchema),
});
export type HazardEvent = z.infer<typeof hazardEventSchema>;

/** Everything about one hazard. */
export const hazardDetailSchema = hazardCardSchema.extend({
  villageCode: z.string().nullable(),
  seq: z.number(),
  kind: z.string(),
  channel: z.enum(hazardChannels),
  severity: z.literal(hazardSeverities),
  geometry: shapeSchema,
  /** Metres it reaches beyond itself, and whether somebody set that for it. */
  reach: z.number(),
  reachIsOwn: z.boolean(),
  reportedBy: z.string().nullable(),
  assignee: z
    .object({ personId: z.number().nullable(), accountId: z.string().nullable(), name: z.string() })
    .nullable(),
  referredTo: z.string().nullable(),
  reopened: z.number().int(),
  onTime: z.boolean().nullable(),
  satisfied: z.boolean().nullable(),
  events: z.array(hazardEventSchema),
  photos: z.array(hazardPhotoSchema),
  /** What whoever asks may do next. */
  steps: z.array(z.enum(hazardSteps)),
  mayEdit: z.boolean(),
});
export type HazardDetail = z.infer<typeof hazardDetailSchema>;

/** Who a hazard can be given to, the nearest duty first. */
export const candidateSchema = z.object({
  assignee: assigneeSchema,
  name: z.string(),
  duty: z.enum(['laneLead', 'gridLead', 'partyMember', 'villageOfficial', 'townOfficial', 'countyAnalyst']),
  /** The zone they lead, or the area they are official of. */
  of: z.string(),
  open: z.number().int(),
  hasAccount: z.boolean(),
});
export type Candidate = z.infer<typeof candidateSchema>;

const dutySchema = z.object({ id: z.number(), name: z.string() });

/** Who and what is in danger, and who looks after them. */
export const dangerSchema = exposureSchema.extend({
  places: z.array(z.object({ id: z.number(), name: z.string(), category: z.string(), metres: z.number() })),
  assets: z.array(z.object({ id: z.number(), name: z.string(), kind: z.string() })),
  shelter: z
    .object({
      id: z.number(),
      name: z.string(),
      capacity: z.number(),
      /** People whom emergencies under way send there. */
      taken: z.number(),
      metres: z.number(),
      position: positionSchema,
      /** In a village beyond one's own, of which nothing but name, place and room is told. */
      beyond: z.boolean(),
    })
    .nullable(),
  laneLeads: z.array(dutySchema.extend({ zoneId: z.number(), zoneName: z.string(), households: z.number().int() })),
  members: z.array(dutySchema.extend({ households: z.number().int() })),
  /** Ids of the households, for the map; up to 5,000. */
  householdIds: z.array(z.number()),
});
export type Danger = z.infer<typeof dangerSchema>;
