import { describe, expect, it } from 'vitest';
import { arrowsOf } from '../../../../client/features/reassign/map/arrows.ts';
import { huesOf } from '../../../../client/features/reassign/map/hues.ts';
import { walksOf } from '../../../../client/features/reassign/map/lanePaths.ts';
import { neighbouringHolders, rankedTargets } from '../../../../client/features/reassign/select/targets.ts';
import type { Position } from '../../../../shared/geo.ts';
import { neighbourGraph } from '../../../../shared/neighbours.ts';
import { planeOf, walkingLength } from '../../../../shared/walking.ts';

const metre = 1 / 111_195.08;
/** Doors along a meridian, so many metres north of each other. */
function doors(...metres: number[]) {
  return {
    lng: Float64Array.from(metres, () => 122.4),
    lat: Float64Array.from(metres, (north) => 36.9 + north * metre),
  };
}

describe('the ways of a lane', () => {
  it('are as long as its walking length, and join every door once', () => {
    const columns = {
      lng: Float64Array.of(122.4, 122.4003, 122.4001, 122.4, Number.NaN),
      lat: Float64Array.of(36.9, 36.9001, 36.9004, 36.9, 36.9),
    };
    const walks = walksOf(columns, [0, 1, 2, 3, 4]);
    expect(walks).toHaveLength(2);
    const squeeze = Math.cos((36.9 * Math.PI) / 180);
    const metres = walks.reduce((sum, [a, b]) => sum + Math.hypot((a[0] - b[0]) * squeeze, a[1] - b[1]) / metre, 0);
    expect(metres).toBeCloseTo(walkingLength(planeOf(columns.lng, columns.lat), [0, 1, 2, 3, 4]), 1);
  });

  it('of one door are none', () => {
    expect(walksOf(doors(0), [0])).toEqual([]);
  });
});

describe('hues of holders', () => {
  it('differ wherever their households live next door to each other', () => {
    const { lng, lat } = doors(0, 15, 30, 45, 60, 75);
    const holders = [1, 1, 2, 2, 3, 3];
    const hues = huesOf(neighbourGraph(lng, lat), (row) => holders[row] ?? null, 2);
    expect(hues.get(1)).not.toBe(hues.get(2));
    expect(hues.get(2)).not.toBe(hues.get(3));
  });

  it('are given to those who have no position too', () => {
    const { lng, lat } = doors(0, Number.NaN);
    expect(huesOf(neighbourGraph(lng, lat), (row) => row + 1, 8).size).toBe(2);
  });
});

describe('arrows', () => {
  const places = new Map<number, Position>([
    [1, [122, 36]],
    [2, [122.01, 36]],
  ]);
  const placeOf = (holder: number | null) => places.get(holder ?? 0) ?? null;
  const move = (id: number, from: number | null, to: number | null) => ({ slot: 'lane' as const, id, from, to });

  it('gather what goes the same way, the wider the more', () => {
    const [wide, thin] = arrowsOf([move(1, 1, 2), move(2, 1, 2), move(3, 2, 1)], 'lane', placeOf);
    expect([wide?.count, thin?.count]).toEqual([2, 1]);
    expect(wide?.width).toBeGreaterThan(thin?.width ?? 99);
    expect(wide?.angle).toBeCloseTo(0);
    expect(Math.abs(thin?.angle ?? 0)).toBeCloseTo(180);
  });

  it('are only of the slot that is looked at, and of what has a place', () => {
    expect(arrowsOf([move(1, 1, 2)], 'member', placeOf)).toEqual([]);
    expect(arrowsOf([move(1, 1, 9), move(2, 1, null)], 'lane', placeOf)).toEqual([]);
  });
});

describe('targets', () => {
  it('are those next door first, then the nearest, and those without a place last', () => {
    const at = (id: number, position: Position | null) => ({ id, after: { households: 12 }, max: 20, position });
    const ranked = rankedTargets(
      [at(1, null), at(2, [122.402, 36.9]), at(3, [122.401, 36.9]), at(4, [122.403, 36.9])],
      [122.4, 36.9],
      new Map([[4, 2]]),
    );
    expect(ranked.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(ranked[0]).toMatchObject({ room: 8, neighbours: 2 });
  });

  it('live next door to what is selected, which itself does not count', () => {
    const { lng, lat } = doors(0, 15, 30, 45);
    const holders = [1, 1, 2, 2];
    const found = neighbouringHolders(neighbourGraph(lng, lat), [1], (row) => holders[row] ?? null);
    expect(found).toEqual(
      new Map([
        [1, 1],
        [2, 1],
      ]),
    );
  });
});
