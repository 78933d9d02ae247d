import type { Position } from '../../../shared/geo.ts';
import { sidesOfLine } from '../../../shared/splitLine.ts';
import type { SplitResult } from '../../../shared/suggest.ts';
import type { Register } from '../../map/visible.ts';
import type { Draft } from './draft.ts';

type Held = Pick<Register, 'household'>;

/** Parts as a zone is split into them: of an innermost zone its households, of an outer one the zones in it. */
export function contentOfParts({ parts }: Pick<SplitResult, 'parts'>): number[][] {
  return parts.map(({ householdIds, zoneIds }) => (zoneIds.length > 0 ? zoneIds : householdIds));
}

/** How many households of a zone lie to the left and to the right of a line; those without a position stay left. */
export function sidesOfZone(draft: Draft, { household }: Held, zoneId: number, line: readonly Position[]) {
  const rows = draft.sheet.rowsOf(zoneId);
  const sides = sidesOfLine(
    line,
    rows.map((row) => household.lng[row] ?? Number.NaN),
    rows.map((row) => household.lat[row] ?? Number.NaN),
  );
  const right = sides.filter((side) => side < 0).length;
  return { left: rows.length - right, right };
}
