import type { Line, Point } from './plane.ts';
import { extent } from './shore.ts';

/** What the ground is already taken by, on cells of four metres, so that nothing is sown on a road. */
export type Mask = {
  /** Blocks everything within `reach` metres of a line. */
  line: (line: Line, reach: number) => void;
  /** Blocks the inside of a ring. */
  ring: (ring: Line) => void;
  /** Blocks every cell whose centre the rule names. */
  where: (rule: (point: Point) => boolean) => void;
  /** Neither is true of a point outside the extent. */
  isFree: (point: Point) => boolean;
  isTaken: (point: Point) => boolean;
};

const cell = 4;
const columns = Math.ceil((extent.east - extent.west) / cell);
const rows = Math.ceil((extent.north - extent.south) / cell);

export function emptyMask(): Mask {
  const cells = new Uint8Array(columns * rows);
  const column = (x: number) => Math.floor((x - extent.west) / cell);
  const row = (y: number) => Math.floor((y - extent.south) / cell);
  const centre = (c: number, r: number): Point => [extent.west + (c + 0.5) * cell, extent.south + (r + 0.5) * cell];
  const disc = (x: number, y: number, reach: number) => {
    for (let r = Math.max(0, row(y - reach)); r <= Math.min(rows - 1, row(y + reach)); r++) {
      const up = extent.south + (r + 0.5) * cell - y;
      for (let c = Math.max(0, column(x - reach)); c <= Math.min(columns - 1, column(x + reach)); c++) {
        const right = extent.west + (c + 0.5) * cell - x;
        if (up * up + right * right <= reach * reach) cells[r * columns + c] = 1;
      }
    }
  };
  const at = ([x, y]: Point): number | undefined => {
    const c = Math.floor((x - extent.west) / cell);
    const r = Math.floor((y - extent.south) / cell);
    return c >= 0 && r >= 0 && c < columns && r < rows ? cells[r * columns + c] : undefined;
  };
  const mask: Mask = {
    line: (line, reach) => {
      let before: Point | undefined;
      for (const point of line) {
        const from = before ?? point;
        const steps = Math.max(1, Math.ceil(Math.hypot(point[0] - from[0], point[1] - from[1]) / cell));
        for (let step = 0; step <= steps; step++) {
          const share = step / steps;
          disc(from[0] + (point[0] - from[0]) * share, from[1] + (point[1] - from[1]) * share, reach);
        }
        before = point;
      }
    },
    ring: (ring) => {
      const ys = ring.map(([, y]) => y);
      const [low, high] = [row(Math.min(...ys)), row(Math.max(...ys))];
      for (let r = Math.max(0, low); r <= Math.min(rows - 1, high); r++) {
        const y = extent.south + (r + 0.5) * cell;
        const crossings: number[] = [];
        let before = ring.at(-1);
        for (const point of ring) {
          if (before && point[1] > y !== before[1] > y) {
            crossings.push(point[0] + ((y - point[1]) / (before[1] - point[1])) * (before[0] - point[0]));
          }
          before = point;
        }
        crossings.sort((one, other) => one - other);
        for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
          const first = Math.max(0, Math.ceil((crossings[pair] ?? 0) / cell - extent.west / cell - 0.5));
          const last = Math.min(columns - 1, Math.floor((crossings[pair + 1] ?? 0) / cell - extent.west / cell - 0.5));
          if (last >= first) cells.fill(1, r * columns + first, r * columns + last + 1);
        }
      }
    },
    where: (rule) => {
      for (let index = 0; index < cells.length; index++) {
        if (!cells[index] && rule(centre(index % columns, Math.floor(index / columns)))) cells[index] = 1;
      }
    },
    isFree: (point) => at(point) === 0,
    isTaken: (point) => at(point) === 1,
  };
  return mask;
}
