import { describe, expect, test } from 'vitest';
import {
  dangerOf,
  rankedHazards,
  rankedHouseholds,
  threatsOf,
} from '../../../client/features/triage/exposure/danger.ts';
import {
  endOf,
  monthsOf,
  rankedZones,
  reportedIn,
  trendsOf,
} from '../../../client/features/triage/pattern/patterns.ts';
import type { Register } from '../../../client/map/visible.ts';
import { dayNumber, dayOfNumber } from '../../../shared/geo.ts';
import { hazardCategories, hazardStates } from '../../../shared/hazard.ts';
import { defaultHazardReach } from '../../../shared/hazardRules.ts';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import { defaultUrgencyWeights } from '../../../shared/urgency.ts';
import { defaultZoneLevels } from '../../../shared/zone.ts';

const today = '2026-11-24';
const day = (text: string) => dayNumber(text);
const zone = (id: number, level: string, parentId: number | null, leadName: string | null) => ({
  id,
  countyCode: '371082',
  villageCode: '371082999001',
  level,
  parentId,
  number: id,
  name: `${level} ${id}`,
  leadName,
  leadId: null,
  households: level === 'grid' ? 4 : 2,
  persons: 0,
  keyPersons: 0,
  position: null,
  bounds: null,
});

/** Households in a row, 0.001 degrees (some 89 m) apart; a fire at the first of them, a closed road hazard at the last. */
const register: Register = {
  household: {
    id: Int32Array.of(1, 2, 3, 4),
    lng: Float64Array.of(122.43, 122.431, 122.432, Number.NaN),
    lat: Float64Array.of(36.91, 36.91, 36.91, Number.NaN),
    lane: Int32Array.of(11, 11, 12, 12),
    building: Int32Array.of(0, 0, 0, 0),
    kind: Int16Array.of(0, 0, 0, 0),
    persons: Int16Array.of(3, 1, 5, 2),
    ended: Int16Array.of(0, 0, 0, 0),
    number: ['1', '2', '3', '4'],
  },
  keyPerson: {
    id: Int32Array.of(1),
    lng: Float64Array.of(122.431),
    lat: Float64Array.of(36.91),
    household: Int32Array.of(2),
    person: Int32Array.of(20),
    category: Int16Array.of(keyPersonCategories.indexOf('disabled')),
    needsHelpToMove: Int16Array.of(1),
    visitEveryDays: Int16Array.of(7),
    ended: Int16Array.of(0),
  },
  hazard: {
    id: Int32Array.of(101, 102),
    lng: Float64Array.of(122.43, 122.432),
    lat: Float64Array.of(36.91, 36.91),
    severity: Int16Array.of(1, 3),
    category: Int16Array.of(hazardCategories.indexOf('fire'), hazardCategories.indexOf('road')),
    state: Int16Array.of(hazardStates.indexOf('assigned'), hazardStates.indexOf('closed')),
    reportedOn: Int32Array.of(day('2026-10-02'), day('2026-08-30')),
    dueOn: Int32Array.of(day('2026-11-20'), day('2026-09-10')),
    zone: Int32Array.of(11, 12),
    assignee: Int32Array.of(0, 0),
    reach: Int16Array.of(-1, 100),
    lastStepOn: Int32Array.of(day('2026-11-14'), day('2026-09-01')),
    closedOn: Int32Array.of(0, day('2026-09-01')),
    satisfied: Int16Array.of(-1, -1),
    kind: ['', ''],
    number: ['H1', 'H2'],
    geometry: ['', ''],
  },
  link: {
    id: Int32Array.of(1, 2),
    household: Int32Array.of(1, 2),
    member: Int32Array.of(30, 30),
    lng: Float64Array.of(0, 0),
    lat: Float64Array.of(0, 0),
    memberHousehold: Int32Array.of(0, 0),
    ended: Int16Array.of(0, 0),
  },
  visit: { id: Int32Array.of(2), lastOn: Int32Array.of(day('2026-11-04')), thisQuarter: Int16Array.of(1) },
  zones: [zone(1, 'grid', null, null), zone(11, 'lane', 1, '王一'), zone(12, 'lane', 1, null)],
  levels: defaultZoneLevels.map((level) => ({ ...level, countyCode: '371082' })),
  today,
};

describe('who is in danger', () => {
  const of = (rows: number[], slider: number | null) =>
    dangerOf(register, threatsOf(register, rows, defaultHazardReach, slider));

  test('a fire reaches as far as its category says, one that says so itself as far as that', () => {
    expect(of([0], null)).toMatchObject({ households: 1, persons: 3, needHelp: 0 });
    expect(of([1], null)).toMatchObject({ households: 2, persons: 6, needHelp: 1, keyPersons: { disabled: 1 } });
  });

  test('the slider overrules both, and nobody is counted twice or without a position', () => {
    expect(of([0, 1], 100)).toMatchObject({ households: 3, persons: 9, members: 1, linked: 2 });
    expect(of([0, 1], 0)).toMatchObject({ households: 2, persons: 8 });
  });

  test('lanes are told with their leads, the one with most first, a vacancy as one', () => {
    expect(of([0, 1], 100).duties).toEqual([
      { zoneId: 11, zoneName: 'lane 11', leadName: '王一', households: 2 },
      { zoneId: 12, zoneName: 'lane 12', leadName: null, households: 1 },
    ]);
  });
});

describe('who goes first', () => {
  test('what is settled is not ranked, and the score is the product of its reasons', () => {
    const [first, ...others] = rankedHazards(register, [0, 1], defaultHazardReach, defaultUrgencyWeights);
    expect(others).toEqual([]);
    expect(first?.urgency.reasons.map(({ kind, factor }) => [kind, factor])).toEqual([
      ['severity', 10],
      ['people', 1.3],
      ['overdue', 1 + 4 / 30],
      ['idle', 1 + 10 / 60],
    ]);
  });

  test('households count for those within reach only, and one late for a visit is overdue', () => {
    const wide = { ...defaultHazardReach, fire: 100 };
    const ranking = rankedHouseholds(register, [0, 1], wide, defaultUrgencyWeights);
    expect(ranking.map(({ id }) => id).sort()).toEqual([1, 2]);
    const visited = ranking.find(({ id }) => id === 2);
    expect(visited?.urgency.reasons.find(({ kind }) => kind === 'overdue')).toMatchObject({ days: 13 });
    const never = ranking.find(({ id }) => id === 1);
    expect(never?.urgency.reasons.find(({ kind }) => kind === 'idle')).toMatchObject({ days: null });
  });
});

describe('patterns', () => {
  const months = monthsOf(register, [0, 1]);

  test('months run from the first report to today, each to its last day', () => {
    expect(months).toEqual(['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01']);
    expect(dayOfNumber(endOf('2026-02-01'))).toBe('2026-02-28');
    expect(dayOfNumber(endOf('2026-12-01'))).toBe('2026-12-31');
  });

  test('zones are ranked at the level asked for, beside the period before', () => {
    const october = reportedIn(register, [0, 1], { from: day('2026-10-01'), to: day('2026-10-31') });
    const august = reportedIn(register, [0, 1], { from: day('2026-08-01'), to: day('2026-08-31') });
    expect(rankedZones(register, 'grid', october, august)).toEqual([
      { id: 1, name: 'grid 1', count: 1, open: 1, overdue: 1, households: 4, perThousand: 250, before: 1 },
    ]);
    expect(rankedZones(register, 'lane', october, august).map(({ id, count, before }) => [id, count, before])).toEqual([
      [11, 1, 0],
      [12, 0, 1],
    ]);
  });

  test('each category has its reports month by month', () => {
    expect(trendsOf(register, [0, 1], months)).toEqual([
      { category: 'fire', counts: [0, 0, 1, 0], total: 1 },
      { category: 'road', counts: [1, 0, 0, 0], total: 1 },
    ]);
  });
});
