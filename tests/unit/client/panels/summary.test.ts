import { describe, expect, it } from 'vitest';
import { barLengths, segmentWidths, toggled } from '../../../../client/features/summary/shares.ts';

describe('the bars of the overview', () => {
  it('are measured against the longest', () => {
    expect(barLengths([5, 10, 0])).toEqual([0.5, 1, 0]);
    expect(barLengths([0, 0])).toEqual([0, 0]);
    expect(barLengths([])).toEqual([]);
  });

  it('fill their line, and keep the smallest part visible', () => {
    const widths = segmentWidths([1, 999, 0]);
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(100);
    expect(widths[0]).toBeGreaterThan(1.9);
    expect(widths[2]).toBe(0);
    expect(segmentWidths([0, 0])).toEqual([0, 0]);
  });

  it('filter the map at one click and stop at the next', () => {
    expect(toggled(['under'], 'over')).toEqual(['under', 'over']);
    expect(toggled(['under', 'over'], 'under')).toEqual(['over']);
  });
});
