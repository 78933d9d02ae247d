import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classBreaks, classOf, colourOfClass, measured } from '../../../client/features/triage/pattern/patternScale.ts';

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
