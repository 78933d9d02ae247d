import type { Position } from '../../../shared/geo.ts';
import { sidesOfLine } from '../../../shared/splitLine.ts';
import type { Register } from '../../map/visible.ts';
import type { Draft } from './draft.ts';

type Held = Pick<Register, 'household' | 'zones'>;

/**
 * Parts of households as parts of what a zone holds: of an innermost zone they are themselves; of an outer one each zone in
 * it goes to the part that most of its households are in, and to the first when it has none.
 */
export function contentOfParts(
  draft: Draft,
  { household, zones }: Held,
  zoneId: number,
  parts: readonly (readonly number[])[],
): number[][] {
  if (draft.order.ordinalOf(zoneId) === draft.order.innermost) return parts.map((part) => [...part]);
  const partOf = new Map(parts.flatMap((part, at) => part.map((id): [number, number] => [id, at])));
  const content: number[][] = parts.map(() => []);
  for (const { id } of zones.filter(({ parentId }) => parentId === zoneId)) {
    const counts = parts.map(() => 0);
    for (const row of draft.sheet.rowsOf(id)) {
      const part = partOf.get(household.id[row] ?? 0);
      if (part !== undefined) counts[part] = (counts[part] ?? 0) + 1;
    }
    content[counts.indexOf(Math.max(...counts))]?.push(id);
  }
  return content;
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
