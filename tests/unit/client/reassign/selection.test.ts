import { describe, expect, it } from 'vitest';
import {
  combined,
  householdsOfNumbers,
  inverted,
  toggled,
} from '../../../../client/features/reassign/select/selection.ts';
import { rowsAlongSide } from '../../../../client/features/reassign/select/streetSide.ts';
import type { Position } from '../../../../shared/geo.ts';

describe('a selection', () => {
  it('is replaced, added to or taken from, as the keys say', () => {
    const selected = new Set([1, 2, 3]);
    expect([...combined(selected, [3, 4], 'replace')]).toEqual([3, 4]);
    expect([...combined(selected, [3, 4], 'add')]).toEqual([1, 2, 3, 4]);
    expect([...combined(selected, [3, 4], 'remove')]).toEqual([1, 2]);
    expect([...selected]).toEqual([1, 2, 3]);
  });

  it('drops a group only when all of it was selected', () => {
    expect([...toggled(new Set([1, 2]), [2, 3])]).toEqual([1, 2, 3]);
    expect([...toggled(new Set([1, 2, 3]), [2, 3])]).toEqual([1]);
  });

  it('turned round twice is what it was', () => {
    const all = [1, 2, 3, 4];
    const selected = new Set([2, 4]);
    expect([...inverted(all, inverted(all, selected))]).toEqual([2, 4]);
  });
});

describe('a pasted list of numbers', () => {
  const household = { id: Int32Array.of(7, 8, 9), number: ['0217', 'A-12', '0217'] };

  it('is read whatever separates it, in full width too, and says what was not found and what came twice', () => {
    expect(householdsOfNumbers('０２１７，a-12\t0217\n"0999"', household)).toEqual({
      ids: [7, 9, 8],
      unknown: ['0999'],
      repeated: 1,
    });
  });

  it('of nothing names nobody', () => {
    expect(householdsOfNumbers(' \n ,，', household)).toEqual({ ids: [], unknown: [], repeated: 0 });
  });
});

describe('along a side of a street', () => {
  const metre = 1 / 111_195.08;
  /** Runs east along 36.9° N, in two pieces as tiles cut it. */
  const street: Position[][] = [
    [
      [122, 36.9],
      [122.001, 36.9],
    ],
    [
      [122.001, 36.9],
      [122.002, 36.9],
    ],
  ];
  const at = (lng: number, metresNorth: number): Position => [lng, 36.9 + metresNorth * metre];
  const homes = [at(122.0005, 10), at(122.0015, 25), at(122.0005, -10), at(122.0005, 45), at(122.0035, 5)];
  const columns = {
    lng: Float64Array.from(homes, ([lng]) => lng),
    lat: Float64Array.from(homes, ([, lat]) => lat),
  };

  it('are the households within reach on the side that was pointed at, over every piece of the street', () => {
    expect(rowsAlongSide(columns, street, at(122.0012, 3))).toEqual([0, 1]);
    expect(rowsAlongSide(columns, street, at(122.0012, -3))).toEqual([2]);
  });

  it('there is nobody where no street is', () => {
    expect(rowsAlongSide(columns, [], at(122.0012, 3))).toEqual([]);
  });
});
