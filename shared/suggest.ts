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

/** A zone that stays beyond its limits whatever is moved. */
export const shortfallSchema = z.object({
  zoneId: z.number(),
  kind: z.enum(['over', 'under']),
  by: z.number(),
  /**
   * `inner`: the zones in it cannot hold so many, or so few, within their own limits. `locked`: it, one around it or one
   * in it is locked. `village`: there are too many or too few households for all.
   */
  because: z.enum(['inner', 'locked', 'village']),
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
