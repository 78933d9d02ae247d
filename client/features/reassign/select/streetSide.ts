import type { Position } from '../../../../shared/geo.ts';
import { metresOfDegree } from '../../../../shared/walking.ts';
import { rowsInShape } from '../../../map/drawing/shape.ts';

type Located = { lng: Float64Array; lat: Float64Array };

/** How far from the middle of a street its households live at most, in metres. */
export const streetReach = 30;

type Nearest = { metres: number; side: number };

/**
 * Rows of the households along one side of a street: within reach of it, on the side of `at`. `lines` are the pieces of the
 * street in one direction; where two meet, the nearer one says which side is which.
 */
export function rowsAlongSide(
  columns: Located,
  lines: readonly (readonly Position[])[],
  at: Position,
  reach: number = streetReach,
): number[] {
  const wanted = nearestTo(lines, at)?.side ?? 0;
  if (wanted === 0) return [];
  const near = new Set(lines.flatMap((path) => rowsInShape(columns, { kind: 'stroke', path, radius: reach })));
  return [...near]
    .filter((row) => nearestTo(lines, [columns.lng[row] ?? 0, columns.lat[row] ?? 0])?.side === wanted)
    .sort((one, other) => one - other);
}

/** Metres from a street, and on which side of it: 1 to the left of its direction, -1 to the right, 0 on it. */
export function nearestTo(lines: readonly (readonly Position[])[], at: Position): Nearest | null {
  let nearest: Nearest | null = null;
  const squeeze = Math.cos((at[1] * Math.PI) / 180);
  for (const line of lines) {
    line.forEach((to, index) => {
      const from = line[index - 1];
      if (!from) return;
      const [dx, dy] = [(to[0] - from[0]) * squeeze, to[1] - from[1]];
      const [px, py] = [(at[0] - from[0]) * squeeze, at[1] - from[1]];
      const length = dx * dx + dy * dy;
      const along = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
      const metres = Math.hypot(px - along * dx, py - along * dy) * metresOfDegree;
      if (!nearest || metres < nearest.metres) nearest = { metres, side: Math.sign(dx * py - dy * px) };
    });
  }
  return nearest;
}
