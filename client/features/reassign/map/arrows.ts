import type { Position } from '../../../../shared/geo.ts';
import type { Move, Slot } from '../../../../shared/move.ts';
import { transfersOf } from '../../../../shared/plan.ts';

/** All that goes from one holder to another, as an arrow. */
export type Arrow = { slot: Slot; from: Position; to: Position; count: number; width: number; angle: number };

/** Pixels of the thinnest and of the widest arrow. */
const [thinnest, widest] = [2, 12];

/** Arrows of the moves of one slot, the widest first; holders without a place have none. */
export function arrowsOf(
  moves: readonly Move[],
  slot: Slot,
  placeOf: (holder: number | null, ids: readonly number[]) => Position | null,
): Arrow[] {
  return transfersOf(moves.filter((move) => move.slot === slot)).flatMap((transfer) => {
    const from = placeOf(transfer.from, transfer.ids);
    const to = transfer.to === null ? null : placeOf(transfer.to, []);
    if (!from || !to) return [];
    const count = transfer.ids.length;
    return [{ slot, from, to, count, width: widthOf(count), angle: angleOf(from, to) }];
  });
}

/** By the root, so that an arrow of forty is told from one of ten and still leaves room for the map. */
function widthOf(count: number): number {
  return Math.min(widest, thinnest + Math.sqrt(count) * 1.3);
}

/** Degrees against the clock from the east, as an arrow lies on the ground. */
function angleOf(from: Position, to: Position): number {
  const squeeze = Math.cos((from[1] * Math.PI) / 180);
  return (Math.atan2(to[1] - from[1], (to[0] - from[0]) * squeeze) * 180) / Math.PI;
}
