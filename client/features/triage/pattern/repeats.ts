import { repeatSites } from '../../../../shared/pattern.ts';
import type { Register } from '../../../map/visible.ts';

/** Metres within which hazards of one category are the same site again. */
export const sameSite = 25;
/** Beyond so many rows it is not worked out for the whole list at every change. */
const mostRows = 20_000;

const known = new WeakMap<object, ReadonlyMap<number, number>>();

/** How often there was a hazard of the same category at the place of each row, for rows where it was more than once. */
export function repeatCounts({ hazard }: Pick<Register, 'hazard'>): ReadonlyMap<number, number> {
  const held = known.get(hazard);
  if (held) return held;
  const rows = [...hazard.id.keys()];
  const groups = rows.length > mostRows ? [] : repeatSites(hazard, rows, sameSite);
  const counts = new Map(groups.flatMap((group) => group.map((row): [number, number] => [row, group.length])));
  known.set(hazard, counts);
  return counts;
}
