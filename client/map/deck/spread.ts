import { isOpen } from '../../../shared/hazard.ts';
import { type Register, stateAt } from '../visible.ts';

/** Pixels from one sign to the next where several stand at one place, and how many of them are set apart. */
const step = 22;
const mostApart = 5;
/** Farther out the signs are small and the place is told by hexagons and numbers. */
const nearest = 15;

/** Pixels to the right and down from its place at which a sign is drawn. */
export type Offset = readonly [right: number, down: number];

/** The farthest that a sign may stand from its place, in pixels. */
export const farthestSpread = (step * (mostApart - 1)) / 2 + step;

const known = new WeakMap<Int32Array, { zoom: number; offsets: ReadonlyMap<number, Offset> }>();

/**
 * Where the signs of open hazards are drawn that would cover each other at a zoom: those of one place stand in a row
 * around the gravest of them, that one at the left. Rows without an offset stand where they are.
 */
export function spreadOf(
  { hazard }: Pick<Register, 'hazard'>,
  rows: Int32Array,
  zoom: number,
): ReadonlyMap<number, Offset> {
  const held = known.get(rows);
  if (held?.zoom === zoom) return held.offsets;
  const offsets = new Map<number, Offset>();
  if (zoom >= nearest) {
    const pixels = (512 * 2 ** zoom) / 360;
    const pixelOf = (row: number): [number, number] => {
      const lat = hazard.lat[row] ?? 0;
      return [(hazard.lng[row] ?? 0) * pixels, (-lat * pixels) / Math.cos((lat * Math.PI) / 180)];
    };
    for (const together of groups(stacked({ hazard }, rows).reverse(), pixelOf, (row) =>
      isOpen(stateAt(hazard, row)),
    )) {
      const [leader = 0] = together;
      const [x, y] = pixelOf(leader);
      const apart = Math.min(together.length, mostApart);
      together.forEach((row, index) => {
        const [ownX, ownY] = pixelOf(row);
        offsets.set(row, [x + (Math.min(index, apart - 1) - (apart - 1) / 2) * step - ownX, y - ownY]);
      });
    }
  }
  known.set(rows, { zoom, offsets });
  return offsets;
}

/** Rows that stand within a step of the first of their group, for groups of two and more. */
function groups(
  rows: readonly number[],
  pixelOf: (row: number) => [number, number],
  isIn: (row: number) => boolean,
): number[][] {
  const cells = new Map<string, number[][]>();
  const found: number[][] = [];
  for (const row of rows) {
    if (!isIn(row)) continue;
    const [x, y] = pixelOf(row);
    const [column, line] = [Math.floor(x / step), Math.floor(y / step)];
    const around = [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((down) => cells.get(`${column + right}:${line + down}`) ?? []),
    );
    const joined = around.find(([leader = 0]) => {
      const [leaderX, leaderY] = pixelOf(leader);
      return Math.hypot(leaderX - x, leaderY - y) < step;
    });
    if (joined) {
      joined.push(row);
      continue;
    }
    const own = [row];
    found.push(own);
    const key = `${column}:${line}`;
    cells.set(key, [...(cells.get(key) ?? []), own]);
  }
  return found.filter((group) => group.length > 1);
}

/** Rows from the least to the gravest, what is closed first: in the order in which one may cover another. */
export function stacked({ hazard }: Pick<Register, 'hazard'>, rows: Int32Array): number[] {
  const rank = (row: number) => (isOpen(stateAt(hazard, row)) ? 10 - (hazard.severity[row] ?? 4) : 0);
  return Array.from(rows).sort((a, b) => rank(a) - rank(b) || a - b);
}
