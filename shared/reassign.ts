import { z } from 'zod';
import { daySchema, positionSchema } from './geo.ts';
import { rowRefSchema } from './household.ts';
import { gestureSchema, moveSchema, slots } from './move.ts';
import { conflictChoices, packedGestureSchema, planStates, planStepsSchema } from './plan.ts';
import { repairVariants } from './suggest.ts';

export const villageCodeSchema = z.string().regex(/^\d{12}$/);
const rowId = z.number().int().positive();
const planName = z.string().trim().min(1).max(60);
const note = z.string().trim().max(500).default('');

/** What somebody may do with a plan; which of it they may do now, a plan says itself. */
export const planVerbs = ['edit', 'discard', 'submit', 'return', 'approve', 'publish', 'revert'] as const;
export type PlanVerb = (typeof planVerbs)[number];

/** Who took a decision about a plan, when and why. */
const decisionSchema = z.object({ by: z.string(), at: z.string(), note: z.string() });
export const planDecisions = ['submitted', 'returned', 'approved', 'published', 'reverted'] as const;
export type PlanDecision = (typeof planDecisions)[number];
/** The last decision of each kind. */
export const planDecisionsSchema = z.partialRecord(z.enum(planDecisions), decisionSchema);
export type PlanDecisions = z.infer<typeof planDecisionsSchema>;

export const planSummarySchema = z.object({
  countyCode: z.string(),
  id: z.number(),
  villageCode: z.string(),
  name: z.string(),
  state: z.enum(planStates),
  /** Grows with every write to the plan; who writes names the one they saw. */
  revision: z.number().int(),
  /** Gestures done and not undone. */
  steps: z.number().int(),
  /** Net moves; null while it is a draft. */
  moves: z.number().int().nullable(),
  maker: z.string(),
  isMine: z.boolean(),
  createdAt: z.string(),
  updatedAt: z.string(),
  decisions: planDecisionsSchema,
  /** The day it takes effect: with an approved plan, the server publishes it when the day comes. */
  effectiveOn: daySchema.nullable(),
  /** Why the server could not publish it on that day. */
  failure: z.enum(['conflict', 'refused']).nullable(),
  /** The plan that this one takes back. */
  revertsPlanId: z.number().nullable(),
  may: z.array(z.enum(planVerbs)),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

export const conflictSchema = z.object({ move: moveSchema, now: rowId.nullable() });

/** A plan with all its gestures, and the moves that no longer start from what is there. */
export const planDetailSchema = planSummarySchema.extend({
  gestures: planStepsSchema,
  conflicts: z.array(conflictSchema),
});
export type PlanDetail = z.infer<typeof planDetailSchema>;

export const planListInputSchema = z.object({
  villageCode: villageCodeSchema,
  states: z.array(z.enum(planStates)).default([...planStates]),
});
export const planCreateInputSchema = z.object({ villageCode: villageCodeSchema, name: planName });
export const planRenameInputSchema = rowRefSchema.extend({ name: planName });

/** A write to a plan whose state somebody saw. Refused with `planChanged` when it is no longer that. */
export const planWriteInputSchema = rowRefSchema.extend({ revision: z.number().int().min(0) });
export const planGestureInputSchema = planWriteInputSchema.extend({
  gesture: z.union([packedGestureSchema, gestureSchema]),
});
/** Where a plan stands after a gesture, an undo or a redo. */
export const planPositionSchema = z.object({ revision: z.number(), done: z.number(), undone: z.number() });
export type PlanPosition = z.infer<typeof planPositionSchema>;

export const planNoteInputSchema = planWriteInputSchema.extend({ note });

/** What is decided about one row that somebody else has changed; `now` is what was shown when it was decided. */
export const resolutionSchema = z.object({
  slot: z.enum(slots),
  id: rowId,
  now: rowId.nullable(),
  choice: z.enum(conflictChoices),
});
export type Resolution = z.infer<typeof resolutionSchema>;

export const planResolveInputSchema = planWriteInputSchema.extend({ resolutions: z.array(resolutionSchema).min(1) });

/** Today publishes at once; a later day leaves it to the server. */
export const planPublishInputSchema = planNoteInputSchema.extend({
  effectiveOn: daySchema,
  resolutions: z.array(resolutionSchema).default([]),
});
export const publishedPlanSchema = z.object({
  plan: planSummarySchema,
  /** False when it waits for its day. */
  applied: z.boolean(),
  moved: z.number().int(),
  /** The county's sequence number of the write. */
  seq: z.number(),
});
export type PublishedPlan = z.infer<typeof publishedPlanSchema>;

/** A new draft that takes a published plan back; `conflicts` have been changed since and are left as they are until resolved. */
export const planRevertResultSchema = z.object({ plan: planDetailSchema, conflicts: z.array(conflictSchema) });
export type PlanRevertResult = z.infer<typeof planRevertResultSchema>;

/** Plan against what is there now, or against another plan of the village. */
export const planDiffInputSchema = rowRefSchema.extend({ against: rowId.nullable().default(null) });

/** A holder of a slot in words: a zone with its lead, or a party member. Names as far as the reader may know them. */
export const holderSchema = z.object({
  slot: z.enum(slots),
  id: rowId,
  name: z.string(),
  leadName: z.string().nullable(),
});
export type Holder = z.infer<typeof holderSchema>;

/** One thing that changes hands, in words. */
export const diffRowSchema = z.object({
  move: moveSchema,
  /** Household number, or name of the zone. */
  label: z.string(),
  address: z.string(),
  /** Of the head of the household or of the shop; empty where the reader may not know it, and for a zone. */
  name: z.string(),
  position: positionSchema.nullable(),
  persons: z.number().int(),
});
export type DiffRow = z.infer<typeof diffRowSchema>;

export const planDiffSchema = z.object({
  rows: z.array(diffRowSchema),
  /** Everybody named by the rows. */
  holders: z.array(holderSchema),
});
export type PlanDiff = z.infer<typeof planDiffSchema>;

/** What a zone's or member's notice says: who comes, from whom, and who leaves, to whom. */
export const chargeNoticeSchema = z.object({
  holder: holderSchema,
  effectiveOn: daySchema.nullable(),
  gains: z.array(diffRowSchema),
  loses: z.array(diffRowSchema),
  holders: z.array(holderSchema),
});
export type ChargeNotice = z.infer<typeof chargeNoticeSchema>;

export const exportFormats = ['csv', 'xlsx'] as const;
export const planExportInputSchema = planDiffInputSchema.extend({
  format: z.enum(exportFormats),
  language: z.enum(['zh', 'en']).default('zh'),
});
export const exportedFileSchema = z.object({ fileName: z.string(), mimeType: z.string(), base64: z.string() });
export type ExportedFile = z.infer<typeof exportedFileSchema>;

/** How long somebody is present without a sign of life, and how often a client gives one. */
export const presenceSeconds = 60;
export const beatSeconds = 20;

/** "I have this plan open"; null closes. Somebody has one plan open in a village at a time. */
export const planBeatInputSchema = z.object({ villageCode: villageCodeSchema, planId: rowId.nullable() });
/** Somebody else who has a plan of the village open. */
export const presenceSchema = z.object({
  name: z.string(),
  planId: z.number(),
  planName: z.string(),
  at: z.string(),
  /** Households that both plans move. */
  shared: z.array(z.number()),
});
export type Presence = z.infer<typeof presenceSchema>;

/** A locked zone gains and loses nothing, in any plan. */
export const zoneLockSchema = z.object({
  zoneId: z.number(),
  by: z.string(),
  at: z.string(),
  isMine: z.boolean(),
  mayUnlock: z.boolean(),
});
export type ZoneLock = z.infer<typeof zoneLockSchema>;
export const zoneLockInputSchema = z.object({
  villageCode: villageCodeSchema,
  zoneIds: z.array(rowId).min(1).max(5000),
  locked: z.boolean(),
});

/** Suggestions start from what is there now and, with a plan, from what it has moved so far. */
const suggestInput = z.object({
  villageCode: villageCodeSchema,
  planId: rowId.nullable().default(null),
  /** Zones held fast besides the locked ones. */
  locked: z.array(rowId).default([]),
});
export const suggestRepairInputSchema = suggestInput.extend({
  variant: z.enum(repairVariants).default('households'),
  /** Weighs moves against pieces of lanes, instead of finding the fewest moves. */
  keepTogether: z.boolean().default(false),
});
export const suggestLinksInputSchema = suggestInput.extend({
  /** Links there are stay, unless false. */
  keepExisting: z.boolean().default(true),
  /** Nobody is linked to a member further away, in metres. */
  reach: z.number().positive().max(20_000).default(500),
});
export const suggestSplitInputSchema = suggestInput.omit({ locked: true }).extend({
  zoneId: rowId,
  parts: z.number().int().min(2).max(50),
});

/** What came in the way of a gesture or of publishing, in the detail `refusals` of `planRefused`. */
export const moveRefusalSchema = z.discriminatedUnion('reason', [
  z.object({ reason: z.literal('locked'), move: moveSchema, zoneId: rowId }),
  z.object({ reason: z.literal('unknownZone'), move: moveSchema, zoneId: rowId }),
  z.object({ reason: z.literal('wrongLevel'), move: moveSchema, zoneId: rowId }),
  /** No household or zone of the village that the maker answers for, or it has ended. */
  z.object({ reason: z.literal('unknownThing'), move: moveSchema }),
  z.object({ reason: z.literal('notMember'), move: moveSchema }),
]);
export type MoveRefusal = z.infer<typeof moveRefusalSchema>;

/** A holder that the plan takes beyond the hard limit, in the detail `breaches` of `planBreaches`. */
export const hardBreachSchema = z.object({
  holder: z.enum(['zone', 'member']),
  id: rowId,
  before: z.number(),
  after: z.number(),
  limit: z.number(),
});

/** What the detail of an AppError about a plan holds, by its code; parse it with this. */
export const planFailureDetails = {
  /** Another device or person went on with the plan. */
  planChanged: z.object({ revision: z.number() }),
  /** Somebody else has changed these rows. */
  planConflict: z.object({ conflicts: z.array(conflictSchema) }),
  planRefused: z.object({ refusals: z.array(moveRefusalSchema) }),
  planBreaches: z.object({ breaches: z.array(hardBreachSchema) }),
  /** Not possible in this state. */
  planState: z.object({ state: z.enum(planStates) }),
} as const;
