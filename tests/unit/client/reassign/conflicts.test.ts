import { describe, expect, it } from 'vitest';
import { conflictsShown } from '../../../../client/features/reassign/conflicts.ts';
import type { Move } from '../../../../shared/move.ts';
import { register } from './village.ts';

const move = (id: number): Move => ({ slot: 'lane', id, from: 11, to: 12 });
const openWith = (moves: Move[], conflicts: { move: Move; now: number | null }[]) => ({
  plan: { gestures: { done: [{ kind: 'assign' as const, moves }], undone: [] }, conflicts },
});

describe('what stands in the way of a plan', () => {
  it('is told by the register and by the server, each row once', () => {
    const known = { move: move(1), now: 21 };
    const open = openWith([move(1), move(2)], [known, { move: move(2), now: 13 }]);
    expect(conflictsShown({ draft: { conflicts: [known] }, open, register: register() })).toEqual([
      { ...known, isGone: false },
      { move: move(2), now: 13, isGone: false },
    ]);
  });

  it("is gone when the household is in nobody's charge that the reader sees, in the register or not", () => {
    const open = openWith(
      [move(2), move(99)],
      [
        { move: move(2), now: null },
        { move: move(99), now: null },
      ],
    );
    const shown = conflictsShown({ draft: { conflicts: [] }, open, register: register() });
    expect(shown.map(({ isGone }) => isGone)).toEqual([true, true]);
  });

  it('is nothing any more once the move has been undone', () => {
    const open = openWith([move(3)], [{ move: move(2), now: 13 }]);
    expect(conflictsShown({ draft: { conflicts: [] }, open, register: register() })).toEqual([]);
  });
});
