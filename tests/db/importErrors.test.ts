import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../geodata/import/run.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { fingerprintOf, fixture, geodata, scratch } from '../support/importing.ts';

const village = '990101001001';
const files = scratch();
let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await importFile(test.database, { path: fixture('hamlet.osm'), kind: 'osm' });
});
afterAll(async () => {
  files.remove();
  await test?.close();
});

const hamlet = readFileSync(fixture('hamlet.osm'));
const collection = JSON.stringify({
  type: 'FeatureCollection',
  features: [{ type: 'Feature', properties: { name: '甲' }, geometry: { type: 'Point', coordinates: [122.4, 37.1] } }],
});

/** File, kind and further options, with the code of the error and a word of its sentence. */
const wrong: [string, () => Promise<string> | string, string | undefined, Record<string, string>, string, RegExp][] = [
  ['a file that is not there', () => files.path('none.osm'), 'osm', {}, 'missing', /no file/],
  ['a directory', () => files.path('.'), 'osm', {}, 'missing', /not a file/],
  ['an empty file', () => files.file('empty.csv', ''), 'household', {}, 'empty', /empty/],
  ['a file of blanks', () => files.file('blank.csv', ' \n\n'), 'household', {}, 'empty', /empty/],
  [
    'a header without rows',
    () => files.file('header.csv', '户编号,门牌\n'),
    'household',
    { village },
    'empty',
    /no data/,
  ],
  [
    'a collection without features',
    () => files.file('none.json', '{"type":"FeatureCollection","features":[]}'),
    'hazard',
    {},
    'empty',
    /no data/,
  ],
  [
    'an OSM file without elements',
    () => files.file('none.osm', "<osm version='0.6'></osm>"),
    'osm',
    {},
    'empty',
    /no data/,
  ],
  [
    'XML cut off in the middle',
    () => files.file('cut.osm', hamlet.subarray(0, 5000)),
    'osm',
    {},
    'truncated',
    /ends in the middle/,
  ],
  [
    'gzip cut off in the middle',
    () => files.file('cut.osm.gz', gzipSync(hamlet).subarray(0, 900)),
    'osm',
    {},
    'truncated',
    /ends in the middle/,
  ],
  [
    'PBF cut off in the middle',
    () => files.file('cut.osm.pbf', readFileSync(fixture('hamlet.osm.pbf')).subarray(0, 700)),
    'osm',
    {},
    'truncated',
    /ends in the middle/,
  ],
  [
    'broken PBF',
    () => files.file('bad.osm.pbf', garbled(readFileSync(fixture('hamlet.osm.pbf')))),
    'osm',
    {},
    'malformed',
    /not an intact/,
  ],
  [
    'JSON cut off in the middle',
    () => files.file('cut.json', collection.slice(0, -20)),
    'hazard',
    {},
    'truncated',
    /ends in the middle/,
  ],
  [
    'broken JSON',
    () => files.file('bad.json', collection.replace('"name":"甲"', '"name":甲')),
    'hazard',
    {},
    'malformed',
    /feature 1/,
  ],
  [
    'JSON that is not GeoJSON',
    () => files.file('other.json', '{"a":[1,2,3]}'),
    'hazard',
    {},
    'malformed',
    /not GeoJSON/,
  ],
  [
    'JSON in another encoding',
    () => files.file('latin.json', Buffer.from(collection.replace('甲', 'ü'), 'latin1')),
    'hazard',
    {},
    'wrongEncoding',
    /UTF-8/,
  ],
  [
    'projected coordinates by name',
    () =>
      files.file(
        'projected.json',
        collection.replace('{', '{"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::3826"}},'),
      ),
    'hazard',
    {},
    'wrongCoordinates',
    /3826/,
  ],
  [
    'a workbook cut off in the middle',
    () => cutWorkbook(),
    'household',
    { village },
    'truncated',
    /ends in the middle/,
  ],
  [
    'a zip that is no workbook',
    () => files.file('zip.xlsx', Buffer.from('PK\x05\x06'.padEnd(22, '\0'), 'latin1')),
    'household',
    { village },
    'malformed',
    /not a readable XLSX/,
  ],
  [
    'a quote that never closes',
    () => files.file('quote.csv', '户编号,门牌\nH-1,"甲\nH-2,乙\n'),
    'household',
    { village },
    'truncated',
    /ends in the middle/,
  ],
  [
    'a table as OpenStreetMap data',
    () => files.file('table.osm', 'a,b\n1,2\n'),
    'osm',
    {},
    'wrongFormat',
    /holds a text table/,
  ],
  ['OpenStreetMap data as persons', () => fixture('hamlet.osm'), 'person', {}, 'wrongFormat', /needs a text table/],
  [
    'other XML as OpenStreetMap data',
    () => files.file('page.osm', '<?xml version="1.0"?><kml></kml>'),
    'osm',
    {},
    'wrongFormat',
    /not OpenStreetMap/,
  ],
  ['an unknown kind', () => fixture('hamlet.osm'), 'houses', {}, 'unknownKind', /household/],
  ['no kind for a table', () => files.file('any.csv', 'a,b\n1,2\n'), undefined, {}, 'unknownKind', /--as/],
  [
    'a village code of eleven digits',
    () => fixture('hamlet.osm'),
    'osm',
    { village: '37108299900' },
    'badOption',
    /12 digits/,
  ],
  [
    'a village code that is injected',
    () => fixture('hamlet.osm'),
    'osm',
    { village: "371082'; --" },
    'badOption',
    /12 digits/,
  ],
  ['a county code of letters', () => fixture('hamlet.osm'), 'osm', { county: 'county' }, 'badOption', /6 digits/],
  [
    'a needed column that is missing',
    () => files.file('columns.csv', '门牌,电话\n甲,1\n'),
    'household',
    { village },
    'missingColumn',
    /household number; its columns are: 门牌, 电话/,
  ],
  [
    'a table of hazards without coordinates',
    () => files.file('hazards.csv', '标题,类别\n甲,火灾\n'),
    'hazard',
    {},
    'missingColumn',
    /longitude, latitude/,
  ],
];

describe('a file that cannot be imported', () => {
  it.each(wrong)(
    '%s gives one sentence in either language and leaves the database as it was',
    async (_, make, kind, options, code, sentence) => {
      const path = await make();
      const before = await fingerprintOf(test.database);
      const failure = await importFile(test.database, { path, kind, ...options }).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code,
        english: expect.stringMatching(sentence),
        chinese: expect.stringMatching(/[\u4e00-\u9fff].*[。]$/),
      });
      expect(await fingerprintOf(test.database)).toEqual(before);
    },
  );

  it('of which every row is rejected leaves nothing behind, not even a county', async () => {
    const path = files.file('swapped.csv', '标题,经度,纬度\n甲,37.1,122.4\n乙,37.2,122.5\n');
    const before = await fingerprintOf(test.database);
    const report = await importFile(test.database, { path, kind: 'hazard' });
    expect(report.tables.hazard?.rejected.swappedCoordinates).toEqual({ count: 2, examples: ['2', '3'] });
    expect(report.importRunId).toBeNull();
    expect(await fingerprintOf(test.database)).toEqual(before);
  });

  it('tried dry tells the same and does nothing', async () => {
    const path = files.file('dry.json', collection);
    const before = await fingerprintOf(test.database);
    const report = await importFile(test.database, { path, kind: 'hazard', dryRun: true });
    expect(report.tables.hazard?.new).toBe(1);
    expect(await fingerprintOf(test.database)).toEqual(before);
  });
});

describe.skipIf(!geodata)('the same table in two encodings (skipped unless CUNTU_GEODATA names its directory)', () => {
  const stem = `${geodata}/importer/big5-utf8-pair/台北市再生能源設置資料-太陽光電_併聯學校`;

  it('is refused in Big5, which would read as nonsense, and taken in UTF-8', async () => {
    await expect(importFile(test.database, { path: `${stem}.big5.csv`, kind: 'place' })).rejects.toMatchObject({
      code: 'wrongEncoding',
      english: expect.stringContaining('Big5'),
    });
    const report = await importFile(test.database, { path: `${stem}.utf8.csv`, kind: 'place', dryRun: true });
    expect(report.tables.place).toMatchObject({ read: 119, new: 119, rejected: {} });
  });
});

function garbled(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  copy.fill(0x55, copy.length - 400, copy.length - 100);
  return copy;
}

async function cutWorkbook(): Promise<string> {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('户');
  sheet.addRow(['户编号']);
  for (let row = 0; row < 500; row += 1) sheet.addRow([`H-${row}`]);
  const whole = Buffer.from(await book.xlsx.writeBuffer());
  return files.file('cut.xlsx', whole.subarray(0, whole.length / 2));
}
