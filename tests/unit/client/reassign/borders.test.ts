import { describe, expect, it } from 'vitest';
import { draftOf, groundOf } from '../../../../client/features/reassign/draft.ts';
import {
  changedBorders,
  cornersOf,
  edgesOf,
  weldedBorders,
  withMiddleCorner,
  withMovedCorner,
} from '../../../../client/features/reassign/zones/borders.ts';
import { contentOfParts, contentOfSides } from '../../../../client/features/reassign/zones/splitParts.ts';
import type { Position } from '../../../../shared/geo.ts';
import { noSteps } from '../../../../shared/plan.ts';
import type { ZoneBorder } from '../../../../shared/zoneChange.ts';
import { members, register } from './village.ts';

function zone(id: number, ...corners: Position[]): ZoneBorder {
  const [first = [0, 0]] = corners;
  return { id, level: 'lane', geometry: { type: 'MultiPolygon', coordinates: [[[...corners, first]]] } };
}

/** Left a wide zone, right of it two that share its eastern edge, and one apart. */
const borders = [
  zone(1, [122, 36], [122.001, 36], [122.001, 36.002], [122, 36.002]),
  zone(2, [122.001, 36], [122.002, 36], [122.002, 36.001], [122.001, 36.001]),
  zone(3, [122.001, 36.001], [122.002, 36.001], [122.002, 36.002], [122.001, 36.002]),
  zone(4, [122.01, 36], [122.011, 36], [122.011, 36.001]),
];

describe('borders that neighbours share', () => {
  it('have the corner of a neighbour in the middle of an edge on both sides', () => {
    const welded = weldedBorders(borders);
    const corners = cornersOf(welded.get(1) ?? { type: 'MultiPolygon', coordinates: [] });
    expect(corners).toContainEqual([122.001, 36.001]);
    expect(cornersOf(welded.get(4) ?? { type: 'MultiPolygon', coordinates: [] })).toHaveLength(3);
  });

  it('take corners that are a millimetre apart for one', () => {
    const near = zone(5, [122, 36.002], [122.001, 36.002 + 1e-8], [122, 36.003]);
    const welded = weldedBorders([...borders, near]);
    expect(cornersOf(welded.get(5) ?? { type: 'MultiPolygon', coordinates: [] })).toContainEqual([122.001, 36.002]);
  });

  it('move together, and only those that have the corner are touched', () => {
    const welded = weldedBorders(borders);
    const moved = withMovedCorner(welded, [122.001, 36.001], [122.0012, 36.0011]);
    expect(changedBorders(welded, moved)).toEqual([1, 2, 3]);
    for (const id of [1, 2, 3]) {
      const corners = cornersOf(moved.get(id) ?? { type: 'MultiPolygon', coordinates: [] });
      expect(corners).toContainEqual([122.0012, 36.0011]);
      expect(corners).not.toContainEqual([122.001, 36.001]);
    }
  });

  it('stay closed rings when the first corner is moved', () => {
    const moved = withMovedCorner(weldedBorders(borders), [122, 36], [121.999, 36]);
    const ring = moved.get(1)?.coordinates[0]?.[0] ?? [];
    expect(ring[0]).toEqual(ring.at(-1));
    expect(ring[0]).toEqual([121.999, 36]);
  });

  it('get another corner on both sides of an edge', () => {
    const welded = weldedBorders(borders);
    const split = withMiddleCorner(welded, [122.001, 36.001], [122.001, 36.002]);
    expect(changedBorders(welded, split)).toEqual([1, 3]);
    expect(edgesOf(split.get(3) ?? { type: 'MultiPolygon', coordinates: [] })).toHaveLength(5);
  });
});

describe('parts of a zone', () => {
  const draft = draftOf(groundOf(register(), members), noSteps);

  it('are its households when it is innermost, and else the zones in it', () => {
    const part = (householdIds: number[], zoneIds: number[]) => ({ householdIds, zoneIds, centre: null, metres: 0 });
    expect(contentOfParts({ parts: [part([1, 2], []), part([3, 4], [])] })).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(contentOfParts({ parts: [part([1, 2], [11]), part([], [12, 13])] })).toEqual([[11], [12, 13]]);
  });

  it('lie left and right of a line, which goes on beyond its ends', () => {
    const line: Position[] = [
      [122.4005, 36.8999],
      [122.4005, 36.9001],
    ];
    expect(contentOfSides(draft, register(), 11, line).map((ids) => ids.length)).toEqual([2, 2]);
  });
});
