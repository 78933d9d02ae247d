import { describe, expect, it } from 'vitest';
import { areaPath, childAreas, siblingAreas } from '../../../../client/features/area/areaTree.ts';
import { childZones, siblingZones, zonePath } from '../../../../client/features/area/zonePath.ts';
import { type AreaSummary, levelOfCode } from '../../../../shared/area.ts';
import type { ZoneSummary } from '../../../../shared/zone.ts';

function area(code: string, name: string): AreaSummary {
  return { code, level: levelOfCode(code), name, parentCode: null, bounds: null, households: 0, persons: 0 };
}

const areas = [
  area('371082', '荣成市'),
  area('371082999', '示范镇'),
  area('371082998', '邻镇'),
  area('371082999002', '东岭村'),
  area('371082999001', '海湾村'),
  area('371082998001', '别村'),
];

function zone(id: number, parentId: number | null, number: number): ZoneSummary {
  return {
    id,
    countyCode: '371082',
    villageCode: '371082999001',
    level: parentId === null ? 'grid' : 'lane',
    parentId,
    number,
    name: `${id}`,
    leadName: null,
    leadId: null,
    households: 0,
    persons: 0,
    keyPersons: 0,
    position: null,
    bounds: null,
  };
}

const zones = [zone(1, null, 2), zone(2, null, 1), zone(11, 1, 2), zone(12, 1, 1), zone(21, 2, 3)];
const codes = (list: readonly AreaSummary[]) => list.map(({ code }) => code);
const ids = (list: readonly ZoneSummary[]) => list.map(({ id }) => id);

describe('the path of an area', () => {
  it('runs from the county down to the area itself', () => {
    expect(codes(areaPath(areas, '371082999001'))).toEqual(['371082', '371082999', '371082999001']);
    expect(codes(areaPath(areas, '371082'))).toEqual(['371082']);
  });

  it('leaves out what is not known, such as a town nobody imported', () => {
    expect(codes(areaPath(areas.slice(3), '371082999001'))).toEqual(['371082999001']);
  });
});

describe('the lists of the breadcrumb', () => {
  it('offer the villages of the same town beside a village, in order of their codes', () => {
    expect(codes(siblingAreas(areas, '371082999002'))).toEqual(['371082999001', '371082999002']);
  });

  it('offer what lies directly inside', () => {
    expect(codes(childAreas(areas, '371082'))).toEqual(['371082998', '371082999']);
    expect(codes(childAreas(areas, '371082999001'))).toEqual([]);
  });

  it('offer the lanes of the same grid beside a lane, by number', () => {
    expect(ids(siblingZones(zones, zone(11, 1, 2)))).toEqual([12, 11]);
    expect(ids(childZones(zones, null))).toEqual([2, 1]);
  });
});

describe('the path of a zone', () => {
  it('begins with the grid around a lane', () => {
    expect(ids(zonePath(zones, 11))).toEqual([1, 11]);
  });

  it('is empty for a zone of another village and for none', () => {
    expect(zonePath(zones, 99)).toEqual([]);
    expect(zonePath(zones, null)).toEqual([]);
  });

  it('ends even when two zones are each other’s parent', () => {
    expect(ids(zonePath([zone(5, 6, 1), zone(6, 5, 2)], 5)).toSorted()).toEqual([5, 6]);
  });
});
