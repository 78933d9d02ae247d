import type { NeighbourGraph } from '../../../../shared/neighbours.ts';

/**
 * A number from 0 to `hues` - 1 for every holder, so that holders whose households live next door to each other differ
 * wherever that many hues allow it: the one with the most neighbours chooses first.
 */
export function huesOf(
  { site, offsets, targets, rowOfSite }: NeighbourGraph,
  holderOf: (row: number) => number | null,
  hues: number,
): Map<number, number> {
  const borders = new Map<number, Map<number, number>>();
  const note = (one: number, other: number) => {
    const known = borders.get(one) ?? new Map<number, number>();
    borders.set(one, known.set(other, (known.get(other) ?? 0) + 1));
  };
  for (let row = 0; row < site.length; row += 1) {
    const holder = holderOf(row);
    const at = site[row] ?? -1;
    if (holder === null) continue;
    if (!borders.has(holder)) borders.set(holder, new Map());
    if (at < 0) continue;
    for (let edge = offsets[at] ?? 0; edge < (offsets[at + 1] ?? 0); edge += 1) {
      const other = holderOf(rowOfSite[targets[edge] ?? 0] ?? 0);
      if (other !== null && other !== holder) note(holder, other);
    }
  }
  const chosen = new Map<number, number>();
  const order = [...borders].sort(([a, one], [b, other]) => other.size - one.size || a - b);
  for (const [holder, neighbours] of order) {
    const clashes = new Array<number>(hues).fill(0);
    for (const [neighbour, length] of neighbours) {
      const hue = chosen.get(neighbour);
      if (hue !== undefined) clashes[hue] = (clashes[hue] ?? 0) + length;
    }
    // From a different start each time, so that free hues are used evenly.
    const start = holder % hues;
    let best = start;
    for (let step = 0; step < hues; step += 1) {
      const hue = (start + step) % hues;
      if ((clashes[hue] ?? 0) < (clashes[best] ?? 0)) best = hue;
    }
    chosen.set(holder, best);
  }
  return chosen;
}
