import { describe, expect, test } from 'vitest';
import { pointGroups } from '../../../client/map/pointGroups.ts';
import { scaleBar } from '../../../client/map/scaleBar.ts';
import { boundsOf } from '../../../client/map/useHome.ts';
import { villageTiles } from '../../../client/map/villageTiles.ts';
import {
  type Filters,
  isOverdueRow,
  linkedRows,
  type Register,
  visibleRows,
  visitClasses,
  zoneWithInner,
} from '../../../client/map/visible.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { hazardStates } from '../../../shared/hazard.ts';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import { defaultZoneLevels, type ZoneSummary } from '../../../shared/zone.ts';

const today = '2026-11-22';

function zone(id: number, level: string, parentId: number | null, households: number): ZoneSummary {
  return {
    id,
    countyCode: '371082',
    villageCode: '371082999001',
    level,
    parentId,
    number: id,
    name: `第${id}`,
    leadName: null,
    leadId: null,
    households,
    persons: 0,
    keyPersons: 0,
    position: null,
    bounds: null,
  };
}

/** Household 1 in lane 11 of grid 1, household 2 in lane 21 of grid 2, household 3 in no lane. */
const register: Register = {
  household: {
    id: Int32Array.of(1, 2, 3),
    lng: Float64Array.of(122.43, 122.43, Number.NaN),
    lat: Float64Array.of(36.9, 36.9, Number.NaN),
    lane: Int32Array.of(11, 21, 0),
    building: new Int32Array(3),
    kind: new Int16Array(3),
    persons: new Int16Array(3),
    ended: new Int16Array(3),
    number: ['H-1', 'H-2', 'H-3'],
  },
  keyPerson: {
    id: Int32Array.of(1, 2),
    lng: Float64Array.of(122.43, 122.43),
    lat: Float64Array.of(36.9, 36.9),
    household: Int32Array.of(1, 2),
    person: Int32Array.of(100, 200),
    category: Int16Array.of(keyPersonCategories.indexOf('livingAlone'), keyPersonCategories.indexOf('disabled')),
    needsHelpToMove: new Int16Array(2),
    visitEveryDays: new Int16Array(2),
    ended: new Int16Array(2),
  },
  hazard: {
    id: Int32Array.of(1, 2, 3),
    lng: new Float64Array(3),
    lat: new Float64Array(3),
    severity: Int16Array.of(1, 2, 2),
    category: Int16Array.of(0, 1, 0),
    state: Int16Array.from(['reported', 'closed', 'assigned'] as const, (state) => hazardStates.indexOf(state)),
    reportedOn: new Int32Array(3),
    dueOn: Int32Array.of(dayNumber(today) - 1, dayNumber(today) - 1, dayNumber(today)),
    zone: new Int32Array(3),
    assignee: new Int32Array(3),
    reach: new Int16Array(3).fill(-1),
    lastStepOn: new Int32Array(3),
    closedOn: new Int32Array(3),
    satisfied: new Int16Array(3).fill(-1),
    kind: ['', '', ''],
    number: ['F-1', 'F-2', 'F-3'],
    geometry: ['', '', ''],
  },
  link: {
    id: Int32Array.of(1),
    household: Int32Array.of(2),
    member: Int32Array.of(9),
    lng: Float64Array.of(122.43),
    lat: Float64Array.of(36.9),
    memberHousehold: Int32Array.of(1),
    ended: new Int16Array(1),
  },
  visit: {
    id: Int32Array.of(1, 2),
    lastOn: Int32Array.of(dayNumber(today) - 30, dayNumber(today) - 31),
    thisQuarter: Int16Array.of(1, 1),
  },
  zones: [zone(1, 'grid', null, 45), zone(11, 'lane', 1, 15), zone(2, 'grid', null, 12), zone(21, 'lane', 2, 12)],
  levels: defaultZoneLevels.map((level) => ({ ...level, countyCode: '371082' })),
  today,
};

const nothing: Filters = {
  keyPersonCategories: [],
  hazardSeverities: [],
  hazardStates: [],
  hazardCategories: [],
  visitAges: [],
  zoneSizes: [],
};

function shown(filters: Partial<Filters>) {
  const visible = visibleRows(register, { ...nothing, ...filters });
  return {
    households: Array.from(visible.households, (row) => register.household.id[row]),
    hazards: Array.from(visible.hazards, (row) => register.hazard.number[row]),
    zones: visible.zoneIds,
  };
}

describe('what the filters let through', () => {
  test('is everything while none is set', () => {
    expect(shown({})).toEqual({ households: [1, 2, 3], hazards: ['F-1', 'F-2', 'F-3'], zones: null });
  });

  test('is the households of the chosen key people', () => {
    expect(shown({ keyPersonCategories: ['disabled'] }).households).toEqual([2]);
  });

  test('is the households last visited so long ago, and never is longest', () => {
    expect(shown({ visitAges: [0] }).households).toEqual([1]);
    expect(shown({ visitAges: [1, 4] }).households).toEqual([2, 3]);
    expect(Array.from(visitClasses(register))).toEqual([0, 1, 4]);
  });

  test('is the zones of a size and the households anywhere inside them', () => {
    expect(shown({ zoneSizes: ['under'] })).toMatchObject({ households: [2], zones: [2] });
  });

  test('is the hazards that meet every filter at once', () => {
    expect(shown({ hazardSeverities: [2], hazardStates: ['assigned'] }).hazards).toEqual(['F-3']);
    expect(shown({ hazardCategories: ['geology'] }).hazards).toEqual(['F-2']);
  });
});

describe('the map', () => {
  test('calls a hazard overdue only after its day and while it is open', () => {
    const overdue = [0, 1, 2].map((row) => isOverdueRow(register.hazard, row, dayNumber(today)));
    expect(overdue).toEqual([true, false, false]);
  });

  test('knows which households have a party member', () => {
    expect(Array.from(linkedRows(register))).toEqual([0, 1, 0]);
  });

  test('finds the lanes inside a grid', () => {
    expect(zoneWithInner(1, register.zones)).toEqual(new Set([1, 11]));
  });

  test('gathers households at one point and never draws those without', () => {
    const { lng, lat } = register.household;
    expect(pointGroups(lng, lat, [0, 1, 2])).toEqual([{ lng: 122.43, lat: 36.9, rows: [0, 1] }]);
  });

  test('keeps points apart that are not the same, on either side of the first', () => {
    const lng = Float64Array.of(122.43, 122.42999, 122.43, 122.43001);
    const lat = Float64Array.of(36.9, 36.9, 36.89999, 36.90001);
    expect(pointGroups(lng, lat, lng.keys()).map((group) => group.rows)).toEqual([[0], [1], [2], [3]]);
  });

  test('first looks at all zones together', () => {
    expect(boundsOf([{ bounds: [1, 2, 3, 4] }, { bounds: null }, { bounds: [0, 3, 2, 5] }])).toEqual([0, 2, 3, 5]);
    expect(boundsOf([{ bounds: null }])).toBeNull();
  });

  test('measures with a round distance that fits', () => {
    const bar = scaleBar(17, 36.9);
    expect(bar.label).toBe('50 m');
    expect(bar.pixels).toBeGreaterThan(55);
    expect(bar.pixels).toBeLessThanOrEqual(110);
    expect(scaleBar(8, 36.9).label).toBe('20 km');
  });

  test('fetches a village ahead, and never a county', () => {
    const versions = { base: '4', boundary: '5', facility: '6', relief: '7' };
    const tiles = villageTiles([122.42, 36.893, 122.437, 36.903], versions);
    expect(tiles.length).toBeGreaterThan(8);
    expect(tiles).toContain('/tiles/base/4/13/6882/3191.mvt');
    expect(villageTiles([121.8, 36.7, 122.6, 37.2], versions)).toEqual([]);
  });
});
