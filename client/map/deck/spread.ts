import { isOpen } from '../../../shared/hazard.ts';
import { type Register, stateAt } from '../visible.ts';

/** Pixels from one sign to the next where several stand at one place, and how many of them are set apart. */
const step = 22;
const mostApart = 5;
/** Farther out the signs are small and the place is told by hexagons and numbers. */
const nearest = 15;

/** The farthest that a sign may stand from its place, in pixels. */
export const farthestSpread = (step * (mostApart - 1)) / 2;

const known = new WeakMap<Int32Array, { zoom: number; offsets: ReadonlyMap<number, number> }>();

/**
 * Pixels to the right at which the signs of open hazards are drawn that would cover each other at a zoom: those of one
 * place stand in a row, the gravest at the left. Rows without an offset stand where they are.
 */
export function spreadOf(
  { hazard }: Pick<Register, 'hazard'>,
  rows: Int32Array,
  zoom: number,
): ReadonlyMap<number, number> {
  const held = known.get(rows);
  if (held?.zoom === zoom) return held.offsets;
  const offsets = new Map<number, number>();
  if (zoom >= nearest) {
    const pixels = (512 * 2 ** zoom) / 360;
    const cells = new Map<string, number[]>();
    for (const row of rows) {
      if (!isOpen(stateAt(hazard, row))) continue;
      const lat = hazard.lat[row] ?? 0;
      const x = Math.round(((hazard.lng[row] ?? 0) * pixels) / step);
      const y = Math.round((lat * pixels) / Math.cos((lat * Math.PI) / 180) / step);
      const key = `${x}:${y}`;
      cells.set(key, [...(cells.get(key) ?? []), row]);
    }
    for (const together of cells.values()) {
      if (together.length < 2) continue;
      together.sort((a, b) => (hazard.severity[a] ?? 4) - (hazard.severity[b] ?? 4) || a - b);
      const apart = Math.min(together.length, mostApart);
      together.forEach((row, index) => {
        offsets.set(row, (Math.min(index, apart - 1) - (apart - 1) / 2) * step);
      });
    }
  }
  known.set(rows, { zoom, offsets });
  return offsets;
}

/** Rows from the least to the gravest, what is closed first: in the order in which one may cover another. */
export function stacked({ hazard }: Pick<Register, 'hazard'>, rows: Int32Array): number[] {
  const rank = (row: number) => (isOpen(stateAt(hazard, row)) ? 10 - (hazard.severity[row] ?? 4) : 0);
  return Array.from(rows).sort((a, b) => rank(a) - rank(b) || a - b);
}
