import type { Position } from '../../../../shared/geo.ts';

type Located = { lng: Float64Array; lat: Float64Array };
/** From door to door. */
export type Walk = readonly [from: Position, to: Position];

/**
 * The shortest way that joins every door of some households: the edges of the tree whose length is `walkingLength`, by
 * Prim's algorithm. Households at one point are one door.
 */
export function walksOf({ lng, lat }: Located, rows: readonly number[]): Walk[] {
  const doors = [
    ...new Map(
      rows
        .filter((row) => !Number.isNaN(lng[row] ?? Number.NaN))
        .map((row) => [`${lng[row]} ${lat[row]}`, [lng[row] ?? 0, lat[row] ?? 0] as Position]),
    ).values(),
  ];
  const squeeze = Math.cos(((doors[0]?.[1] ?? 0) * Math.PI) / 180);
  const left = new Set(doors.keys());
  const nearest = doors.map(() => ({ from: 0, squared: Number.POSITIVE_INFINITY }));
  const walks: Walk[] = [];
  let current = 0;
  left.delete(0);
  while (left.size > 0) {
    const here = doors[current];
    let next = -1;
    for (const door of left) {
      const there = doors[door];
      const known = nearest[door];
      if (!here || !there || !known) continue;
      const squared = ((there[0] - here[0]) * squeeze) ** 2 + (there[1] - here[1]) ** 2;
      if (squared < known.squared) Object.assign(known, { from: current, squared });
      if (next < 0 || known.squared < (nearest[next]?.squared ?? 0)) next = door;
    }
    const from = doors[nearest[next]?.from ?? 0];
    const to = doors[next];
    if (!from || !to) break;
    walks.push([from, to]);
    left.delete(next);
    current = next;
  }
  return walks;
}
