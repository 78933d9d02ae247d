import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import type { Feature, MultiPolygon, Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../geodata/import/run.ts';
import type { HazardList } from '../../../shared/hazardFilter.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { geodata, outcome, scratch } from '../../support/importing.ts';
import { signInAs } from '../../support/signIn.ts';

const layers = [
  'building_unsued_land',
  'building_unsued_public',
  'condemned_building',
  'flood_simulate_78',
  'patrol_debrisarea',
  'patrol_designate_place',
  'patrol_fire_brigade',
  'patrol_rain_floodgate',
  'waterworks_detention',
  'waterworks_levee',
];
const villages = `${geodata}/admin/taipei/taipei_village.geojson`;
const layerFile = (name: string) => `${geodata}/hazard/taipei/${name}.geojson`;

const gdal = (() => {
  try {
    return execFileSync('ogrinfo', ['--version'], { encoding: 'utf8', stdio: 'pipe' }) !== '';
  } catch {
    return false;
  }
})();

function ogr2ogr(words: string[]): string {
  return execFileSync('ogr2ogr', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26 });
}

/** Rows that a statement of SQLite gives, without the header. */
function csvOf(path: string, statement: string): string[][] {
  const dialect = path.endsWith('.gpkg') ? [] : ['-dialect', 'SQLite'];
  const text = ogr2ogr(['-f', 'CSV', '/vsistdout/', path, ...dialect, '-sql', statement]);
  const lines = text.trim().split('\n').slice(1);
  return lines.map((line) => line.replaceAll('"', '').split(','));
}

const skipped = '(skipped unless GDAL is here and CUNTU_GEODATA names the directory of real files)';

describe.skipIf(!gdal || geodata === '')(`the real hazards of Taipei ${skipped}`, () => {
  const files = scratch();
  let test: TestDatabase;
  let app: FastifyInstance;
  let cookie = '';
  let county = '';
  const hazards: Record<string, Record<string, unknown>> = {};

  beforeAll(async () => {
    test = await openTestDatabase();
    ({ app } = await openTestApp(test.database));
    county = (await importFile(test.database, { path: villages, kind: 'area' })).countyCode;
    for (const name of layers) {
      hazards[name] = outcome(await importFile(test.database, { path: layerFile(name), kind: 'hazard' }), 'hazard');
    }
    cookie = await signInAs(test.database, 'countyAnalyst', county);
  }, 240_000);
  afterAll(async () => {
    files.remove();
    await app?.close();
    await test?.close();
  });

  const total = async (filter: object): Promise<number> => {
    const input = { filter: { areaCode: county, ...filter }, sort: 'number', limit: 1 };
    const { data, code } = await callAs<HazardList>(app, cookie, 'hazard.list', input);
    expect(code).toBeUndefined();
    return data.total;
  };

  it('filtered by each real village are as many as GDAL and SpatiaLite count in the files themselves', async () => {
    const store = files.path('taipei.gpkg');
    // In pieces of one polygon each, because the three floods have thousands; `mark` tells which pieces are one feature.
    const bring = (path: string, name: string, mark: string) => {
      const said = execFileSync('ogrinfo', ['-q', path], { encoding: 'utf8', stdio: 'pipe' });
      const [, layer = name] = /^1: (.+?) \([\w ]+\)$/m.exec(said) ?? [];
      const tagged = ['-dialect', 'SQLite', '-sql', `select geometry, ${mark} as mark from "${layer}"`];
      const mode = name === 'village' ? [] : ['-append'];
      const pieces = [
        '-makevalid',
        '-explodecollections',
        '-unsetFid',
        '-lco',
        'FID=piece',
        '-lco',
        'GEOMETRY_NAME=geom',
      ];
      ogr2ogr(['-f', 'GPKG', ...mode, ...pieces, store, path, '-nln', name, ...tagged]);
    };
    bring(villages, 'village', 'TVNAME');
    for (const name of layers) bring(layerFile(name), name, 'rowid');
    const counts = layers.map(
      (name) => `select village.mark as village, count(distinct hazard.mark) as hazards
        from village join ${name} hazard on ST_Intersects(hazard.geom, village.geom) = 1 group by village.mark`,
    );
    const rows = csvOf(store, `select village, sum(hazards) from (${counts.join(' union all ')}) group by village`);
    const counted = new Map(rows.map(([village = '', count]) => [village, Number(count)]));
    expect(counted.size).toBeGreaterThan(200);

    const outlines: Feature<Polygon | MultiPolygon, { TVNAME: string }>[] = JSON.parse(
      readFileSync(villages, 'utf8'),
    ).features;
    expect(new Set(outlines.map(({ properties }) => properties.TVNAME)).size).toBe(456);
    let found = 0;
    for (const [index, { geometry, properties }] of outlines.entries()) {
      // The embedded database takes one statement at a time.
      if (index % (databaseKind === 'embedded' ? 24 : 2) !== 0) continue;
      const own = await total({ where: [{ kind: 'region', region: geometry }] });
      expect(own, properties.TVNAME).toBe(counted.get(properties.TVNAME) ?? 0);
      found += own;
    }
    expect(found).toBeGreaterThan(databaseKind === 'embedded' ? 20 : 350);
  }, 300_000);

  it('say the same as shapefiles, in GBK, Big5 or UTF-8, in degrees or in metres', async () => {
    for (const [name, encoding, system] of [
      ['condemned_building', 'BIG5', 'EPSG:4490'],
      ['building_unsued_public', 'UTF-8', 'EPSG:4490'],
      ['patrol_debrisarea', 'GBK', 'EPSG:4549'],
      ['flood_simulate_78', 'UTF-8', 'EPSG:4490'],
      ['waterworks_levee', 'UTF-8', 'EPSG:3826'],
    ] as const) {
      const target = files.path(`${name}.shp`);
      const how = ['-t_srs', system, '-lco', `ENCODING=${encoding}`];
      ogr2ogr(['-f', 'ESRI Shapefile', ...how, target, layerFile(name)]);
      const report = await importFile(test.database, { path: target, kind: 'hazard', county, dryRun: true });
      const { repaired: _, ...counts } = outcome(report, 'hazard');
      const { repaired: __, ...wanted } = hazards[name] ?? {};
      expect(counts, name).toEqual(wanted);
    }
  }, 120_000);

  it('filtered by what a map of the city shows, and by what somebody drew, are as many as GDAL counts', async () => {
    const [west, south, east, north] = [121.5, 25.02, 121.56, 25.08];
    const within = layers.map((name) => {
      const text = execFileSync(
        'ogrinfo',
        ['-ro', '-so', '-al', '-spat', ...[west, south, east, north].map(String), layerFile(name)],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
      );
      return Number(/Feature Count: (\d+)/.exec(text)?.[1]);
    });
    const expected = within.reduce((sum, count) => sum + count, 0);
    expect(expected).toBeGreaterThan(50);
    const ring = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ];
    const drawn = { kind: 'region', region: { type: 'Polygon', coordinates: [ring] } };
    expect(await total({ where: [drawn] })).toBe(expected);
  });
});

describe.skipIf(!gdal || geodata === '')(`eleven thousand landslides of the world ${skipped}`, () => {
  it('filtered by what a map shows are as many as GDAL counts, each once', async () => {
    const test = await openTestDatabase();
    const { app } = await openTestApp(test.database);
    try {
      const path = `${geodata}/hazard/nasa_glc_landslides.csv`;
      const { countyCode } = await importFile(test.database, { path, kind: 'hazard' });
      const cookie = await signInAs(test.database, 'countyAnalyst', countyCode);
      for (const bounds of [
        [97, 21, 123, 34],
        [119.9, 21.8, 122.1, 25.4],
        [-125, 32, -114, 42],
      ] as const) {
        const [west, south, east, north] = bounds;
        const [[count] = []] = csvOf(
          path,
          `select count(*) from (select distinct * from nasa_glc_landslides
            where cast(LON as real) between ${west} and ${east} and cast(LAT as real) between ${south} and ${north})`,
        );
        const filter = { areaCode: countyCode, where: [{ kind: 'view', bounds }] };
        const { data } = await callAs<HazardList>(app, cookie, 'hazard.list', { filter, sort: 'number', limit: 1 });
        expect(data.total).toBe(Number(count));
        expect(data.total).toBeGreaterThan(10);
      }
    } finally {
      await app.close();
      await test.close();
    }
  }, 120_000);
});
