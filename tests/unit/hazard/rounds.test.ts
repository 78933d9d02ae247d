import { describe, expect, it } from 'vitest';
import { defaultHazardDueDays, defaultHazardReach, dueOn, reachOf } from '../../../shared/hazardRules.ts';
import { categoryOfKind, defaultHazardTree, hazardTreeSchema } from '../../../shared/hazardTree.ts';
import { inspectionAfter, occurrences } from '../../../shared/inspection.ts';
import { settings } from '../../../shared/setting.ts';

describe('rounds', () => {
  it('come on the 26th of each month', () => {
    expect(occurrences({ every: 'month', day: 26 }, '2026-01-26', '2026-04-25')).toEqual([
      '2026-01-26',
      '2026-02-26',
      '2026-03-26',
    ]);
  });

  it('come on the last day of a month that is too short, and once', () => {
    expect(occurrences({ every: 'month', day: 31 }, '2028-02-01', '2028-04-30')).toEqual([
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
    ]);
  });

  it('come in the first month of a quarter, or on a day of the week', () => {
    expect(occurrences({ every: 'quarter', day: 5 }, '2026-01-01', '2026-12-31')).toEqual([
      '2026-01-05',
      '2026-04-05',
      '2026-07-05',
      '2026-10-05',
    ]);
    // 24 November 2026 is a Tuesday.
    expect(occurrences({ every: 'week', weekday: 2 }, '2026-11-20', '2026-12-02')).toEqual([
      '2026-11-24',
      '2026-12-01',
    ]);
  });

  it('come again where something was found, until it passes', () => {
    expect(inspectionAfter({ passed: false }, '2026-11-24', 14)).toEqual({ state: 'found', recheckOn: '2026-12-08' });
    expect(inspectionAfter({ passed: true }, '2026-12-08', 14)).toEqual({ state: 'passed', recheckOn: null });
  });
});

describe('what a county decides about hazards', () => {
  it('has defaults that its own schemas accept', () => {
    for (const key of ['hazardTree', 'hazardDueDays', 'hazardReach', 'urgencyWeights'] as const) {
      expect(settings[key].safeParse(settings[key].parse(undefined)).success, key).toBe(true);
    }
    expect(hazardTreeSchema.safeParse({ fire: defaultHazardTree.fire, gas: defaultHazardTree.fire }).success).toBe(
      false,
    );
    expect(categoryOfKind(defaultHazardTree, 'manhole')).toBe('facility');
    expect(categoryOfKind(defaultHazardTree, 'nothing')).toBeNull();
  });

  it('gives a day by severity, stricter for some categories', () => {
    const day = (category: 'gas' | 'road', severity: 1 | 4) =>
      dueOn(defaultHazardDueDays, { category, severity, reportedOn: '2026-11-24' });
    expect(day('road', 1)).toBe('2026-12-04');
    expect(day('road', 4)).toBe('2027-02-07');
    expect(day('gas', 1)).toBe('2026-11-25');
  });

  it('gives a reach by category, nothing beyond an area, and what somebody set above both', () => {
    const hazard = { category: 'gas', isArea: false, reach: null } as const;
    expect(reachOf(defaultHazardReach, hazard)).toBe(80);
    expect(reachOf(defaultHazardReach, { ...hazard, isArea: true })).toBe(0);
    expect(reachOf(defaultHazardReach, { ...hazard, isArea: true, reach: 30 })).toBe(30);
    expect(reachOf(defaultHazardReach, { ...hazard, reach: 0 })).toBe(0);
  });
});
