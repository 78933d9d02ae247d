import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lockInTheWay, refusalOf, sortMoves } from '../../../shared/lock.ts';
import {
  apply,
  type Belonging,
  belongingOf,
  compose,
  invert,
  keyOf,
  type Move,
  maxMovesOfGesture,
  moveSchema,
  movesTo,
  type Slot,
  slots,
} from '../../../shared/move.ts';
import {
  chargesOf,
  diffOfPlans,
  netMoves,
  nextStates,
  noSteps,
  type PlanState,
  type PlanSteps,
  packed,
  packedGestureSchema,
  perform,
  planStates,
  rebase,
  redo,
  resolve,
  transfersOf,
  undo,
} from '../../../shared/plan.ts';

const seed = { seed: 20_261_122, numRuns: 300 };

type Wish = { slot: Slot; id: number; to: number | null };
const wish: fc.Arbitrary<Wish> = fc.record({
  slot: fc.constantFrom(...slots),
  id: fc.integer({ min: 1, max: 6 }),
  to: fc.option(fc.integer({ min: 101, max: 104 }), { nil: null }),
});
const wishes = fc.array(wish, { maxLength: 25 });
const start = fc.array(wish, { maxLength: 12 });

function belonging(entries: Wish[]): { maps: Record<Slot, Map<number, number>>; now: Belonging } {
  const maps = { lane: new Map<number, number>(), grid: new Map<number, number>(), member: new Map<number, number>() };
  const now = belongingOf(maps);
  for (const { slot, id, to } of entries) now.put(slot, id, to);
  return { maps, now };
}

/** Turns wishes into moves that follow each other from what is there. */
function movesFrom(entries: Wish[], list: Wish[]): Move[] {
  const { now } = belonging(entries);
  return list.flatMap(({ slot, id, to }) => {
    const [move] = movesTo(slot, [id], to, now);
    if (move) now.put(slot, id, to);
    return move ? [move] : [];
  });
}

function stepsOf(entries: Wish[], list: Wish[], perGesture = 3): PlanSteps {
  const moves = movesFrom(entries, list);
  let steps = noSteps;
  for (let at = 0; at < moves.length; at += perGesture) {
    steps = perform(steps, { kind: 'assign', moves: moves.slice(at, at + perGesture) });
  }
  return steps;
}

describe('a gesture as it is sent', () => {
  it('does what its moves do', () => {
    fc.assert(
      fc.property(start, wishes, (entries, list) => {
        const moves = movesFrom(entries, list);
        const net = compose(moves);
        fc.pre(net.length > 0);
        const sent = packedGestureSchema.parse(JSON.parse(JSON.stringify(packed({ kind: 'assign', moves }))));
        const order = (a: Move, b: Move) => keyOf(a).localeCompare(keyOf(b));
        expect(sent.moves.toSorted(order)).toEqual(net.toSorted(order));
      }),
      seed,
    );
  });

  it('of as many households as there may be is shorter than a request may be', () => {
    const moves = Array.from({ length: maxMovesOfGesture }, (_, at): Move => {
      return { slot: 'lane', id: 1_000_000 + at, from: 20_000 + (at % 5_000), to: 30_000 };
    });
    expect(JSON.stringify(packed({ kind: 'assign', moves })).length).toBeLessThan(1024 * 1024);
  });
});

describe('moves', () => {
  it('followed by their inverse leave everything as it was', () => {
    fc.assert(
      fc.property(start, wishes, (entries, list) => {
        const { maps, now } = belonging(entries);
        const before = structuredClone(maps);
        const moves = movesFrom(entries, list);
        expect(apply(moves, now)).toEqual([]);
        expect(apply(invert(moves), now)).toEqual([]);
        expect(maps).toEqual(before);
        expect(compose(moves, invert(moves))).toEqual([]);
        expect(invert(invert(moves))).toEqual(moves);
      }),
      seed,
    );
  });

  it('have a net effect of at most one move a thing, which does the same', () => {
    fc.assert(
      fc.property(start, wishes, (entries, list) => {
        const moves = movesFrom(entries, list);
        const one = belonging(entries);
        const other = belonging(entries);
        for (const { slot, id, to } of moves) one.now.put(slot, id, to);
        const net = compose(moves);
        apply(net, other.now);
        expect(other.maps).toEqual(one.maps);
        expect(new Set(net.map(keyOf)).size).toBe(net.length);
        expect(net.every((move) => moveSchema.safeParse(move).success)).toBe(true);
      }),
      seed,
    );
  });

  it('are made all or none, and a stale one is named with what is there now', () => {
    const { maps, now } = belonging([{ slot: 'lane', id: 1, to: 101 }]);
    const fresh: Move = { slot: 'lane', id: 2, from: null, to: 102 };
    const stale: Move = { slot: 'lane', id: 1, from: 103, to: 104 };
    expect(apply([fresh, stale], now)).toEqual([{ move: stale, now: 101 }]);
    expect(maps.lane).toEqual(new Map([[1, 101]]));
  });
});

describe('a plan', () => {
  it('comes back to every earlier state by undo, and forth again by redo', () => {
    fc.assert(
      fc.property(start, wishes, (entries, list) => {
        const { maps, now } = belonging(entries);
        let steps = stepsOf(entries, list);
        const states = [structuredClone(maps)];
        for (const { moves } of steps.done) {
          apply(moves, now);
          states.push(structuredClone(maps));
        }
        const full = steps;
        for (const state of states.slice(0, -1).reverse()) {
          const back = undo(steps);
          if (!back) throw new Error('nothing to undo');
          expect(apply(back.moves, now)).toEqual([]);
          expect(maps).toEqual(state);
          steps = back.steps;
        }
        expect(undo(steps)).toBeNull();
        for (const state of states.slice(1)) {
          const forth = redo(steps);
          if (!forth) throw new Error('nothing to redo');
          apply(forth.moves, now);
          expect(maps).toEqual(state);
          steps = forth.steps;
        }
        expect(redo(steps)).toBeNull();
        expect(steps).toEqual(full);
      }),
      seed,
    );
  });

  it('forgets what was undone when something new is done', () => {
    const steps = stepsOf([], [{ slot: 'lane', id: 1, to: 101 }]);
    const undone = undo(steps)?.steps ?? noSteps;
    const moves: Move[] = [{ slot: 'lane', id: 2, from: null, to: 101 }];
    expect(redo(perform(undone, { kind: 'assign', moves }))).toBeNull();
  });

  it('is only ever published after it was approved, and reverted after it was published', () => {
    const comesAfter = (state: PlanState) => planStates.filter((from) => nextStates[from].includes(state));
    expect(comesAfter('published')).toEqual(['approved']);
    expect(comesAfter('approved')).toEqual(['submitted']);
    expect(comesAfter('reverted')).toEqual(['published']);
  });

  it('differs from another by the moves that lead from one to the other', () => {
    fc.assert(
      fc.property(start, wishes, wishes, (entries, list, others) => {
        const [one, other] = [compose(movesFrom(entries, list)), compose(movesFrom(entries, others))];
        const { maps, now } = belonging(entries);
        apply(one, now);
        expect(apply(diffOfPlans(one, other), now)).toEqual([]);
        const wanted = belonging(entries);
        apply(other, wanted.now);
        expect(maps).toEqual(wanted.maps);
        expect(diffOfPlans(one, one)).toEqual([]);
      }),
      seed,
    );
  });

  it('goes on from what somebody else has published meanwhile', () => {
    fc.assert(
      fc.property(start, wishes, wishes, fc.nat(4), (entries, list, published, undos) => {
        let steps = stepsOf(entries, list);
        const wanted = new Map(netMoves(steps).map((move) => [keyOf(move), move.to]));
        for (let count = 0; count < undos; count++) steps = undo(steps)?.steps ?? steps;
        const { now } = belonging(entries);
        apply(movesFrom(entries, published), now);
        let rebased = rebase(steps, now);
        expect(apply(netMoves(rebased), now)).toEqual([]);
        for (const { moves } of rebased.undone.toReversed()) {
          expect(apply(moves, now)).toEqual([]);
          rebased = redo(rebased)?.steps ?? rebased;
        }
        for (const [key, to] of wanted) {
          const [slot, id] = key.split(' ');
          expect(now.holder(slots.find((name) => name === slot) ?? 'lane', Number(id))).toBe(to);
        }
      }),
      seed,
    );
  });

  it('leaves to others what is theirs', () => {
    const steps = stepsOf(
      [],
      [
        { slot: 'lane', id: 1, to: 101 },
        { slot: 'lane', id: 2, to: 101 },
      ],
    );
    const { now } = belonging([{ slot: 'lane', id: 1, to: 103 }]);
    expect(netMoves(rebase(steps, now, new Set(['lane 1'])))).toEqual([{ slot: 'lane', id: 2, from: null, to: 101 }]);
    const move: Move = { slot: 'lane', id: 1, from: null, to: 101 };
    expect(resolve({ move, now: 103 }, 'mine')).toEqual({ ...move, from: 103 });
    expect(resolve({ move, now: 101 }, 'mine')).toBeNull();
    expect(resolve({ move, now: 103 }, 'theirs')).toBeNull();
  });

  it('says who gives how many to whom, and what each holder gains and loses', () => {
    const moves: Move[] = [
      { slot: 'lane', id: 1, from: 101, to: 102 },
      { slot: 'lane', id: 2, from: 101, to: 102 },
      { slot: 'lane', id: 3, from: null, to: 101 },
      { slot: 'member', id: 3, from: 7, to: 8 },
    ];
    expect(transfersOf(moves)).toEqual([
      { slot: 'lane', from: 101, to: 102, ids: [1, 2] },
      { slot: 'lane', from: null, to: 101, ids: [3] },
      { slot: 'member', from: 7, to: 8, ids: [3] },
    ]);
    expect(
      chargesOf(moves).map(({ slot, holder, gains, loses }) => [slot, holder, gains.length, loses.length]),
    ).toEqual([
      ['lane', 101, 1, 2],
      ['lane', 102, 2, 0],
      ['member', 7, 0, 1],
      ['member', 8, 1, 0],
    ]);
  });
});

describe('a lock', () => {
  // Lanes 11 and 12 are in grid 1, lane 21 in grid 2.
  const { now } = belonging([
    { slot: 'grid', id: 11, to: 1 },
    { slot: 'grid', id: 12, to: 1 },
    { slot: 'grid', id: 21, to: 2 },
  ]);
  const ordinals = new Map([
    [1, 1],
    [2, 1],
    [11, 2],
    [12, 2],
    [21, 2],
  ]);
  const order = { ordinalOf: (id: number) => ordinals.get(id) ?? null, innermost: 2 };
  const household = (from: number | null, to: number | null): Move => ({ slot: 'lane', id: 500, from, to });

  it('on a lane keeps households from coming and going, and the lane in its grid', () => {
    const locked = new Set([11]);
    expect(lockInTheWay(household(11, 12), locked, now)).toBe(11);
    expect(lockInTheWay(household(21, 11), locked, now)).toBe(11);
    expect(lockInTheWay(household(null, 11), locked, now)).toBe(11);
    expect(lockInTheWay(household(12, 21), locked, now)).toBeNull();
    expect(lockInTheWay({ slot: 'grid', id: 11, from: 1, to: 2 }, locked, now)).toBe(11);
    expect(lockInTheWay({ slot: 'grid', id: 12, from: 1, to: 2 }, locked, now)).toBeNull();
  });

  it('on a grid keeps what is in it in it, and lets it move about inside', () => {
    const locked = new Set([1]);
    expect(lockInTheWay(household(11, 12), locked, now)).toBeNull();
    expect(lockInTheWay(household(11, 21), locked, now)).toBe(1);
    expect(lockInTheWay(household(11, null), locked, now)).toBe(1);
    expect(lockInTheWay({ slot: 'grid', id: 12, from: 1, to: 2 }, locked, now)).toBe(1);
  });

  it('does not hold links to party members', () => {
    expect(lockInTheWay({ slot: 'member', id: 1, from: 1, to: 11 }, new Set([1, 11]), now)).toBeNull();
  });

  it('is not the only reason to refuse a move', () => {
    const none = new Set<number>();
    expect(refusalOf(household(11, 1), order, none, now)).toEqual({ reason: 'wrongLevel', zoneId: 1 });
    expect(refusalOf(household(11, 99), order, none, now)).toEqual({ reason: 'unknownZone', zoneId: 99 });
    expect(refusalOf({ slot: 'grid', id: 11, from: 1, to: 12 }, order, none, now)).toEqual({
      reason: 'wrongLevel',
      zoneId: 12,
    });
    expect(refusalOf({ slot: 'grid', id: 1, from: null, to: 2 }, order, none, now)?.reason).toBe('wrongLevel');
    expect(refusalOf({ slot: 'grid', id: 77, from: null, to: 2 }, order, none, now)?.reason).toBe('unknownZone');
    expect(refusalOf(household(11, 21), order, new Set([2]), now)).toEqual({ reason: 'locked', zoneId: 2 });
    expect(refusalOf(household(11, 21), order, none, now)).toBeNull();
    const [free, held] = [household(12, 21), household(11, 12)];
    expect(sortMoves([free, held], order, new Set([11]), now)).toEqual({
      allowed: [free],
      refused: [{ move: held, refusal: { reason: 'locked', zoneId: 11 } }],
    });
  });
});
