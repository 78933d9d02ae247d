import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesOf, type Side } from '../../../client/features/triage/pattern/compareSides.ts';
import { cellRadius } from '../../../client/features/triage/pattern/frame.ts';
import { classBreaks, classOf, colourOfClass, measured } from '../../../client/features/triage/pattern/patternScale.ts';
import type { Position } from '../../../shared/geo.ts';
import { type HazardFilter, hazardFilterSchema } from '../../../shared/hazardFilter.ts';

const options = { seed: 20261124, numRuns: 200 };

describe('classes of a coloured map', () => {
  it('take in every value that is more than nothing, and rise', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 }), (values) => {
        const breaks = classBreaks(values);
        expect(breaks).toEqual([...new Set(breaks)].sort((a, b) => a - b));
        expect(breaks.length).toBeLessThanOrEqual(5);
        for (const value of values.filter((each) => each > 0)) expect(classOf(value, breaks)).toBeGreaterThanOrEqual(0);
        expect(breaks.length > 0).toBe(values.some((value) => value > 0));
      }),
      options,
    );
  });

  it('give the lowest and the highest class the ends of the ramp, however many there are', () => {
    const ramp = ['a', 'b', 'c', 'd', 'e'];
    expect([0, 1, 2].map((each) => colourOfClass(each, 3, ramp))).toEqual(['a', 'c', 'e']);
    expect(colourOfClass(0, 1, ramp)).toBe('e');
    expect([0, 4].map((each) => colourOfClass(each, 5, ramp))).toEqual(['a', 'e']);
  });

  it('say nothing per household where nobody lives', () => {
    expect(measured({ count: 3, households: 0 }, 'perThousand')).toBeNull();
    expect(measured({ count: 3, households: 60 }, 'perThousand')).toBe(50);
    expect(measured({ count: 3, households: 0 }, 'count')).toBe(3);
  });
});

describe('two maps side by side', () => {
  const side = (patch: Partial<HazardFilter>): Side => ({
    name: '',
    filter: { ...hazardFilterSchema.parse({ areaCode: '371082999001' }), ...patch },
    households: 0,
    ground: [],
  });
  const left: Position[] = [
    [122.4, 36.9],
    [122.41, 36.91],
  ];
  const right: Position[] = [[122.43, 36.93]];

  it('have one frame for one place at two times, and each its own for two places', () => {
    const [before, after] = framesOf(
      [side({ reportedTo: '2026-05-31' }), side({ reportedFrom: '2026-06-01' })],
      [left, right],
    );
    expect(before).toEqual(after);
    expect(before?.centre.map((degrees) => degrees.toFixed(3))).toEqual(['122.415', '36.915']);
    const [one, other] = framesOf([side({ zoneId: 1 }), side({ zoneId: 2 })], [left, right]);
    expect(one?.centre).not.toEqual(other?.centre);
    expect(other).toMatchObject({ centre: [122.43, 36.93], width: 0, height: 0 });
  });
});

describe('hexagons', () => {
  const apart = (degrees: number): Position[] => [
    [122.4, 36.9],
    [122.4, 36.9 + degrees],
  ];

  it('grow with how far what they count lies apart, and are a few dozen across at the most', () => {
    expect([0, 0.001, 0.02, 0.06, 0.5, 5].map((degrees) => cellRadius(apart(degrees)))).toEqual([
      24, 24, 60, 240, 1_500, 1_500,
    ]);
    expect(cellRadius([])).toBe(24);
  });
});
