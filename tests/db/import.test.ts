import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../geodata/import/run.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { fingerprintOf, fixture, geodata, outcome, rowsOf } from '../support/importing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test?.close());

const north = `${geodata}/osm/north-bayreuth.osm.gz`;

describe('a hamlet in OpenStreetMap form', () => {
  it.each(['hamlet.osm.pbf', 'hamlet.osm'])(
    '%s brings everything it draws whole, and says what it does not',
    async (name) => {
      const report = await importFile(test.database, { path: fixture(name), kind: 'osm', dryRun: true });
      expect(report.detected).toEqual({ node: '50', way: '16', relation: '6' });
      expect(outcome(report, 'area')).toEqual({ read: 3, new: 2, rejected: { ringNotClosed: 1 } });
      expect(outcome(report, 'street')).toEqual({
        read: 5,
        new: 4,
        repaired: { danglingNodesDropped: 1 },
        rejected: { nodesMissing: 1 },
      });
      expect(outcome(report, 'building')).toEqual({ read: 3, new: 2, rejected: { ringNotClosed: 1 } });
      expect(outcome(report, 'landform')).toEqual({ read: 2, new: 2 });
      expect(outcome(report, 'place')).toEqual({ read: 2, new: 2 });
      expect(report.skipped).toEqual({ 'natural=coastline': 1, 'highway=proposed': 1, 'amenity=bench': 1 });
      expect(report.tables.building?.rejected.ringNotClosed?.examples).toEqual(['relation/504']);
    },
  );

  it('comes in under an unofficial county, with its town, its village and its holes', async () => {
    const report = await importFile(test.database, { path: fixture('hamlet.osm') });
    expect([report.countyCode, report.villageCode]).toEqual(['900000', '900000001001']);
    expect(await rowsOf(test.database, 'select code, name from area order by code')).toEqual([
      { code: '900000', name: '海角县' },
      { code: '900000001', name: '前滩' },
      { code: '900000001001', name: '前滩' },
      { code: '900000002', name: '望潮镇' },
      { code: '900000002001', name: '前滩村' },
    ]);
    const holes = await rowsOf(
      test.database,
      'select st_numinteriorrings(st_geometryn(geometry, 1)) as holes from building order by 1',
    );
    expect(holes).toEqual([{ holes: 0 }, { holes: 1 }]);
    const [house] = await rowsOf(
      test.database,
      `select kind, address, storeys, height, village_code from building where source_key = 'way/103'`,
    );
    expect(house).toEqual({ kind: 'home', address: '望海街17号', storeys: 2, height: 6, village_code: '900000002001' });
    const [pond] = await rowsOf(
      test.database,
      `select kind, name, st_numinteriorrings(st_geometryn(geometry, 1)) as holes from landform where name = '月牙塘'`,
    );
    expect(pond).toEqual({ kind: 'lake', name: '月牙塘', holes: 1 });
    expect(await rowsOf(test.database, `select elevation from landform where kind = 'peak'`)).toEqual([
      { elevation: 87.5 },
    ]);
    const [levels] = await rowsOf(
      test.database,
      `select string_agg(level, ' ' order by ordinal) as levels from zone_level`,
    );
    expect(levels).toEqual({ levels: 'grid lane' });
    const [run] = await rowsOf(test.database, 'select attribution, kind from import_run');
    expect(run).toEqual({ attribution: '© OpenStreetMap contributors (ODbL)', kind: 'osm' });
  });

  it('stamps every row with the sequence number its layer is noted with, and with the time', async () => {
    for (const layer of ['area', 'street', 'building', 'landform', 'place']) {
      const [stamps] = await rowsOf(
        test.database,
        `select count(*) > 0 as any, bool_and(seq > 0 and seq = (
            select seq from layer_version where layer = '${layer}' and county_code = t.county_code
          )) as noted, bool_and(updated_at = (select max(at) from import_run)) as timed
        from ${layer} t`,
      );
      expect([layer, stamps]).toEqual([layer, { any: true, noted: true, timed: true }]);
    }
    await test.database.execute('update building set seq = 0');
    const [later] = await rowsOf(
      test.database,
      `select bool_and(building.seq > street.seq) as later from building, street`,
    );
    expect(later).toEqual({ later: true });
  });

  it('changes nothing the second time', async () => {
    const before = await fingerprintOf(test.database);
    const report = await importFile(test.database, { path: fixture('hamlet.osm') });
    expect(outcome(report, 'building')).toMatchObject({ read: 3, unchanged: 2 });
    expect(report.importRunId).toBeNull();
    expect(await fingerprintOf(test.database)).toEqual(before);
  });
});

describe.skipIf(!geodata)('real files (skipped unless CUNTU_GEODATA names their directory)', () => {
  // Counted in the files themselves with pyosmium and Python; areas in square metres as GDAL assembles them.
  it('north-bayreuth brings its 4,267 buildings and 2,056 highways, and nothing the second time', async () => {
    const report = await importFile(test.database, { path: north, kind: 'osm' });
    expect(report.detected).toEqual({ node: '58631', way: '7801', relation: '179' });
    expect(outcome(report, 'building')).toEqual({ read: 4267, new: 4267 });
    expect(outcome(report, 'street')).toEqual({ read: 2073, new: 2073 });
    expect(outcome(report, 'area')).toEqual({ read: 12, new: 1, rejected: { ringNotClosed: 11 } });
    expect(outcome(report, 'landform')).toEqual({ read: 1359, new: 1359, repaired: { 'madeValid:Nested shells': 1 } });
    expect(outcome(report, 'place')).toEqual({ read: 218, new: 218 });
    const county = report.countyCode;
    const [streets] = await rowsOf(
      test.database,
      `select count(*) filter (where kind <> 'rail')::integer as highways, count(*) filter (where kind = 'track')::integer as tracks,
        count(*) filter (where kind <> 'rail' and name <> '')::integer as named,
        count(distinct name) filter (where kind <> 'rail' and name <> '')::integer as names
      from street where county_code = '${county}'`,
    );
    expect(streets).toEqual({ highways: 2056, tracks: 900, named: 395, names: 179 });
    const [buildings] = await rowsOf(
      test.database,
      `select count(*) filter (where address <> '')::integer as addressed, sum(st_area(geometry::geography)) as area
      from building where county_code = '${county}'`,
    );
    expect(buildings?.addressed).toBe(781);
    expect(Number(buildings?.area)).toBeCloseTo(731_694.48, 1);
    const [settlements] = await rowsOf(
      test.database,
      `select count(*)::integer as count from place where county_code = '${county}' and category = 'settlement'`,
    );
    expect(settlements).toEqual({ count: 71 });
    const before = await fingerprintOf(test.database);
    expect(outcome(await importFile(test.database, { path: north, kind: 'osm' }), 'building')).toEqual({
      read: 4267,
      unchanged: 4267,
    });
    expect(await fingerprintOf(test.database)).toEqual(before);
  });

  it('the campus keeps its Chinese names, and can be put into a village by its code', async () => {
    const path = `${geodata}/osm/shu-campus-20210909.osm`;
    const report = await importFile(test.database, { path, kind: 'osm', village: '310113999001' });
    expect(report.createdAreas).toEqual(['310113', '310113999', '310113999001']);
    expect(outcome(report, 'building')).toEqual({ read: 98, new: 98 });
    const [names] = await rowsOf(
      test.database,
      `select count(*)::integer as streets, count(distinct name) filter (where name <> '' and kind <> 'rail')::integer as names,
        count(distinct village_code)::integer as villages, max(pinyin) filter (where name = '上大路') as pinyin
      from street where county_code = '310113'`,
    );
    expect(names).toEqual({ streets: 197, names: 17, villages: 1, pinyin: 'shangdalu' });
  });

  it('the villages of Taipei come under twelve towns of one county, the two crossed borders mended', async () => {
    const path = `${geodata}/admin/taipei/taipei_village.geojson`;
    const report = await importFile(test.database, { path, kind: 'area' });
    expect(outcome(report, 'area')).toEqual({ read: 456, new: 456, repaired: { 'madeValid:Self-intersection': 2 } });
    const areas = `select level, count(*)::integer as count, bool_and(geometry is null or st_isvalid(geometry)) as valid
      from area where county_code = '${report.countyCode}' group by level order by 2`;
    expect(await rowsOf(test.database, areas)).toEqual([
      { level: 'county', count: 1, valid: true },
      { level: 'town', count: 12, valid: true },
      { level: 'village', count: 456, valid: true },
    ]);
    const before = await fingerprintOf(test.database);
    expect(outcome(await importFile(test.database, { path, kind: 'area' }), 'area')).toMatchObject({ unchanged: 456 });
    expect(await fingerprintOf(test.database)).toEqual(before);
    const towns = await importFile(test.database, {
      path: `${geodata}/admin/taipei/taipei_town.geojson`,
      kind: 'area',
    });
    expect([towns.countyCode, outcome(towns, 'area')]).toEqual([report.countyCode, { read: 12, updated: 12 }]);
  });

  it.each([
    ['building_unsued_land', { read: 95, new: 95, repaired: { titleFromFile: 95 } }, []],
    ['building_unsued_public', { read: 58, new: 37, rejected: { noGeometry: 21 } }, ['8', '9', '12', '13', '14']],
    ['condemned_building', { read: 117, new: 117 }, []],
    ['flood_simulate_78', { read: 3, new: 3, repaired: { 'madeValid:Ring Self-intersection': 3 } }, []],
    [
      'patrol_debrisarea',
      { read: 45, new: 45, repaired: { 'unknownWord:severity': 15, 'madeValid:Ring Self-intersection': 1 } },
      [],
    ],
    ['patrol_designate_place', { read: 260, new: 260 }, []],
    ['patrol_fire_brigade', { read: 46, new: 46 }, []],
    ['patrol_rain_floodgate', { read: 74, new: 73, rejected: { noGeometry: 1 } }, ['48']],
    ['waterworks_detention', { read: 6, new: 6, repaired: { 'unknownWord:category': 2, titleFromFile: 4 } }, []],
    ['waterworks_levee', { read: 35, new: 35, repaired: { 'unknownWord:category': 1 } }, []],
  ])('hazards of %s lie in the villages of Taipei', async (name, expected, rejected) => {
    const report = await importFile(test.database, {
      path: `${geodata}/hazard/taipei/${name}.geojson`,
      kind: 'hazard',
    });
    expect(outcome(report, 'hazard')).toEqual(expected);
    expect(report.tables.hazard?.rejected.noGeometry?.examples ?? []).toEqual(rejected);
    const [located] = await rowsOf(
      test.database,
      `select count(village_code)::integer as villages, bool_and(st_isvalid(geometry)) as valid
      from hazard where county_code = '${report.countyCode}'`,
    );
    expect(Number(located?.villages)).toBeGreaterThan(0);
    expect(located?.valid).toBe(true);
  });

  it('of 11,033 landslides the 28 that are listed twice are named', async () => {
    const report = await importFile(test.database, {
      path: `${geodata}/hazard/nasa_glc_landslides.csv`,
      kind: 'hazard',
    });
    expect(outcome(report, 'hazard')).toMatchObject({ read: 11_033, new: 11_005, rejected: { identical: 28 } });
    expect(report.tables.hazard?.rejected.identical?.examples[0]).toBe('40 = 31');
    const [first] = await rowsOf(
      test.database,
      `select category, severity, reported_at at time zone 'Asia/Shanghai' as reported from hazard
      where county_code = '${report.countyCode}' and number = 'I-0001'`,
    );
    expect(first).toMatchObject({ category: 'geology', severity: 1, reported: expect.stringContaining('2017-06-17') });
  });
});
