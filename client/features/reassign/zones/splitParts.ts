import type { Position } from '../../../../shared/geo.ts';
import { sidesOfLine } from '../../../../shared/splitLine.ts';
import type { SplitResult } from '../../../../shared/suggest.ts';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { type Register, zoneWithInner } from '../../../map/visible.ts';
import type { Draft } from '../draft.ts';
import type { ReassignNow } from '../reassignNow.ts';

/** A zone that is to be split, and what happens when that is done or given up. */
export type SplitProps = { now: ReassignNow; zone: ZoneSummary; onDone: () => void };

type Held = Pick<Register, 'household' | 'zones'>;

/** Parts as a zone is split into them: of an innermost zone its households, of an outer one the zones in it. */
export function contentOfParts({ parts }: Pick<SplitResult, 'parts'>): number[][] {
  return parts.map(({ householdIds, zoneIds }) => (zoneIds.length > 0 ? zoneIds : householdIds));
}

/** Rows of the households that a zone has now: a split is made at once, whatever the open plan would move. */
function rowsHeld({ household, zones }: Held, zoneId: number): number[] {
  const inside = zoneWithInner(zoneId, zones);
  return [...household.id.keys()].filter((row) => inside.has(household.lane[row] ?? 0));
}

/**
 * What a zone holds, on the left and on the right of a line: households by where they live, zones by where their label
 * stands. What has no position stays left.
 */
export function contentOfSides(
  draft: Draft,
  { household, zones }: Held,
  zoneId: number,
  line: readonly Position[],
): number[][] {
  const isInnermost = draft.order.ordinalOf(zoneId) === draft.order.innermost;
  const things = isInnermost
    ? rowsHeld({ household, zones }, zoneId).map((row) => {
        const at: Position = [household.lng[row] ?? Number.NaN, household.lat[row] ?? Number.NaN];
        return { id: household.id[row] ?? 0, at };
      })
    : zones.filter(({ parentId }) => parentId === zoneId).map(({ id, position }) => ({ id, at: position }));
  const sides = sidesOfLine(
    line,
    things.map(({ at }) => at?.[0] ?? Number.NaN),
    things.map(({ at }) => at?.[1] ?? Number.NaN),
  );
  const ids = (isRight: boolean) => things.filter((_, row) => (sides[row] ?? 0) < 0 === isRight).map(({ id }) => id);
  return [ids(false), ids(true)];
}

/** Ids of the households in one part of what a zone holds. */
export function householdsOfContent(
  draft: Draft,
  { household, zones }: Held,
  zoneId: number,
  content: readonly number[],
): number[] {
  if (draft.order.ordinalOf(zoneId) === draft.order.innermost) return [...content];
  return content.flatMap((id) => rowsHeld({ household, zones }, id).map((row) => household.id[row] ?? 0));
}

/** Into how many parts a zone can be split: it has no more than it holds, and the server no more than fifty. */
export function mostParts({ draft, register }: Pick<ReassignNow, 'draft' | 'register'>, zone: ZoneSummary): number {
  const isInnermost = draft.order.ordinalOf(zone.id) === draft.order.innermost;
  const held = isInnermost ? zone.households : register.zones.filter(({ parentId }) => parentId === zone.id).length;
  return Math.min(50, held);
}
