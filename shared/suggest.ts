import { z } from 'zod';
import { moveSchema } from './move.ts';

/** What a repair moves: households between innermost zones, or whole zones between those around them. */
export const repairVariants = ['households', 'zones'] as const;

/** Why a move is proposed; a holder is a zone, in the slot `member` a person. */
export const moveReasonSchema = z.discriminatedUnion('kind', [
  /** It leaves one that has so many too many. */
  z.object({ kind: z.literal('over'), holderId: z.number(), by: z.number() }),
  /** It joins one that lacks so many. */
  z.object({ kind: z.literal('under'), holderId: z.number(), by: z.number() }),
  /** It belonged to nobody. */
  z.object({ kind: z.literal('none') }),
  /** It lived apart from the rest of a zone that it leaves. */
  z.object({ kind: z.literal('apart'), holderId: z.number() }),
  /** It makes room with, or fills up, one that takes from or gives to another; or another lives nearer. */
  z.object({ kind: z.literal('passOn'), holderId: z.number() }),
]);
export type MoveReason = z.infer<typeof moveReasonSchema>;

export const suggestedMoveSchema = z.object({
  move: moveSchema,
  reason: moveReasonSchema,
  /** To the nearest door of the zone that is joined, or to the member's; null without a position. */
  metres: z.number().nullable(),
});
export type SuggestedMove = z.infer<typeof suggestedMoveSchema>;

/** What keeps a zone beyond its limits. */
export const shortfallCauseSchema = z.discriminatedUnion('kind', [
  /** So many zones in it hold so many households at most (`under`) or need so many at least (`over`), within their own limits. */
  z.object({ kind: z.literal('inner'), zones: z.number(), hold: z.number() }),
  /** There are so many households, and all zones need so many at least (`under`) or hold so many at most (`over`). */
  z.object({ kind: z.literal('village'), households: z.number(), hold: z.number() }),
  /** These are locked: it, one around it or one in it; else any. */
  z.object({ kind: z.literal('locked'), zoneIds: z.array(z.number()) }),
  /** Its limits and those of zones around it or in it exclude each other; or zones are moved whole, and none fit. */
  z.object({ kind: z.literal('conflict') }),
]);
export type ShortfallCause = z.infer<typeof shortfallCauseSchema>;

/** A zone that stays so many households beyond its limit whatever is moved. */
export const shortfallSchema = z.object({
  zoneId: z.number(),
  kind: z.enum(['over', 'under']),
  by: z.number(),
  limit: z.number(),
  /** One, or more where none explains it alone. */
  because: z.array(shortfallCauseSchema).min(1),
});
export type Shortfall = z.infer<typeof shortfallSchema>;

/**
 * `optimal`: no plan with fewer moves brings every zone within its limits, and none with as few walks less; with
 * `together`, everything is within its limits, and how many moves more than the fewest it takes is said there.
 * `infeasible`: no plan does; the moves are those that leave the fewest households beyond limits, again with the fewest
 * moves, and `shortfalls` says what stays. `stopped`: the time was up; the moves are the best found, or none.
 */
export const repairResultSchema = z.object({
  status: z.enum(['optimal', 'infeasible', 'stopped']),
  moves: z.array(suggestedMoveSchema),
  shortfalls: z.array(shortfallSchema),
  /** Sum of the metres of the moves. */
  metres: z.number(),
  /** Households in no zone that were left there, since nobody knows where they live. */
  left: z.array(z.number()),
  /** Where lanes are kept together: the fewest moves there could be, and the pieces that lie apart from their lanes. */
  together: z.object({ fewest: z.number(), apartBefore: z.number(), apart: z.number() }).nullable(),
});
export type RepairResult = z.infer<typeof repairResultSchema>;

/** Why a household gets no party member. */
export const unreachedReasons = ['noPosition', 'tooFar', 'noCapacity'] as const;

export const linksResultSchema = z.object({
  /** `optimal`: as many households as possible have a member, and no other way to do so walks less. */
  status: z.enum(['optimal', 'stopped']),
  moves: z.array(suggestedMoveSchema),
  /** From every newly linked household to its member. */
  metres: z.number(),
  unreached: z.array(
    z.object({
      householdId: z.number(),
      reason: z.enum(unreachedReasons),
      /** To the nearest member, whether free or not; null without a position. */
      nearest: z.number().nullable(),
    }),
  ),
});
export type LinksResult = z.infer<typeof linksResultSchema>;

export const splitResultSchema = z.object({
  /**
   * From north-west to south-east; the centre is the household that all others of the part are nearest to. Parts of an
   * innermost zone are of households; those of an outer zone are of the zones in it, whole.
   */
  parts: z.array(
    z.object({
      householdIds: z.array(z.number()),
      zoneIds: z.array(z.number()),
      centre: z.number().nullable(),
      metres: z.number(),
    }),
  ),
  /** Sum of the distances of households from the centres of their parts. */
  metres: z.number(),
  /** False when so many parts cannot be within the limits; the parts are then as even as can be. */
  within: z.boolean(),
  /**
   * What stands in the way: there are too few or too many households for so many parts; there are fewer zones than parts;
   * or no way to put whole zones together keeps the limits.
   */
  because: z.enum(['tooFew', 'tooMany', 'fewZones', 'zones']).nullable(),
});
export type SplitResult = z.infer<typeof splitResultSchema>;

/** What a split may be asked for: more households than these are split part by part. */
export const maxHouseholdsOfSplit = 3_000;
