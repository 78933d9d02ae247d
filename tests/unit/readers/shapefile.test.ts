import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { Feature } from '../../../geodata/readers/geojson.ts';
import { openInput } from '../../../geodata/readers/input.ts';
import { InputError } from '../../../geodata/readers/refusal.ts';
import { openShapefile } from '../../../geodata/readers/shapefile.ts';
import { geodata, scratch } from '../../support/importing.ts';

const files = scratch();
afterAll(() => files.remove());

const degrees =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';
const metres = `PROJCS["CGCS2000_3_Degree_GK_CM_123E",${degrees},PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",123.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

/** A shapefile of points by the letter of the description of 1998, with nothing of the program; null is no shape. */
function pointsOf(points: ([number, number] | null)[]): Buffer {
  const records = points.map((point, index) => {
    const record = Buffer.alloc(point ? 28 : 12);
    record.writeInt32BE(index + 1, 0);
    record.writeInt32BE((record.length - 8) / 2, 4);
    record.writeInt32LE(point ? 1 : 0, 8);
    if (point) for (const at of [0, 1] as const) record.writeDoubleLE(point[at], 12 + 8 * at);
    return record;
  });
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE((100 + records.reduce((sum, { length }) => sum + length, 0)) / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(1, 32);
  const known = points.filter((point) => point !== null);
  for (const at of [0, 1] as const) {
    head.writeDoubleLE(Math.min(...known.map((point) => point[at])), 36 + 8 * at);
    head.writeDoubleLE(Math.max(...known.map((point) => point[at])), 52 + 8 * at);
  }
  return Buffer.concat([head, ...records]);
}

/** A table of one text, one number and one day. */
function tableOf(rows: { name: Buffer; deleted?: boolean }[], driver = 0): Buffer {
  const fields = [
    ['NAME', 'C', 40],
    ['LEVEL', 'N', 6],
    ['FOUND', 'D', 8],
  ] as const;
  const head = Buffer.alloc(32 + 32 * fields.length + 1);
  head.writeUInt8(3, 0);
  head.writeUInt32LE(rows.length, 4);
  head.writeUInt16LE(head.length, 8);
  head.writeUInt16LE(55, 10);
  head.writeUInt8(driver, 29);
  for (const [index, [name, type, length]] of fields.entries()) {
    head.write(name, 32 + 32 * index, 'latin1');
    head.write(type, 43 + 32 * index, 'latin1');
    head.writeUInt8(length, 48 + 32 * index);
  }
  head.writeUInt8(0x0d, head.length - 1);
  const body = rows.map(({ name, deleted = false }, index) => {
    const row = Buffer.alloc(55, 0x20);
    if (deleted) row.write('*', 0);
    name.copy(row, 1);
    row.write(index === 0 ? '     2' : '******', 41);
    row.write(index === 0 ? '20260726' : '        ', 47);
    return row;
  });
  return Buffer.concat([head, ...body, Buffer.from([0x1a])]);
}

// 村西滑坡危险区域青石河沿 in three encodings.
const utf8 = Buffer.from('村西滑坡危险区域青石河沿');
const gbk = Buffer.from('b4e5cef7bbacc6c2cea3cfd5c7f8d3f2c7e0cbafbad3d1d8', 'hex');
const big5 = Buffer.from('a7f8a6e8b7c6a9', 'hex');

let sets = 0;
function set(parts: { shp?: Buffer; dbf?: Buffer; prj?: string; cpg?: string }): string {
  sets += 1;
  mkdirSync(files.path(String(sets)));
  const put = (ending: string, content: Buffer | string | undefined) =>
    content === undefined ? null : files.file(`${sets}/西坡.${ending}`, content);
  put('DBF', parts.dbf);
  put('prj', parts.prj);
  put('cpg', parts.cpg);
  return put('shp', parts.shp) ?? files.path(`${sets}/西坡.DBF`);
}

async function read(path: string): Promise<{ detected: Record<string, string>; features: Feature[] }> {
  const { detected, features } = await openShapefile(await openInput(path));
  const all: Feature[] = [];
  for await (const batch of features) all.push(...batch);
  return { detected, features: all };
}
const refusal = (path: string) =>
  read(path).then(
    () => null,
    (error: unknown) => (error instanceof InputError ? error : Promise.reject(error)),
  );

const one: [number, number] = [122.43, 36.9];

describe('a shapefile', () => {
  it('brings texts, numbers and days with its points, without rows that were deleted, and nothing for what is blank', async () => {
    const path = set({
      shp: pointsOf([one, null, [122.44, 36.91]]),
      dbf: tableOf([{ name: utf8 }, { name: utf8 }, { name: utf8, deleted: true }]),
      prj: degrees,
      cpg: 'UTF-8\r\n',
    });
    const { detected, features } = await read(path);
    expect(detected).toEqual({ encoding: 'utf-8', coordinates: 'degrees' });
    expect(features.map(({ number, properties, geometry }) => ({ number, properties, geometry }))).toEqual([
      {
        number: 1,
        properties: { NAME: '村西滑坡危险区域青石河沿', LEVEL: 2, FOUND: '2026-07-26' },
        geometry: { type: 'Point', coordinates: one },
      },
      { number: 2, properties: { NAME: '村西滑坡危险区域青石河沿' }, geometry: null },
    ]);
  });

  it.each([
    ['by its .cpg', utf8, { cpg: 'UTF-8' }, 0, 'utf-8'],
    ['by a .cpg that says a number', gbk, { cpg: 'ANSI 936' }, 0, 'gb18030'],
    ['by the head of its table', gbk, {}, 0x4d, 'gb18030'],
    ['by its bytes, where nothing says it', gbk, {}, 0, 'gb18030'],
    ['by its bytes, when they are UTF-8', utf8, {}, 0, 'utf-8'],
  ] as const)('is decoded %s', async (_, name, more, driver, encoding) => {
    const path = set({ shp: pointsOf([one]), dbf: tableOf([{ name }], driver), prj: degrees, ...more });
    const { detected, features } = await read(path);
    expect(detected.encoding).toBe(encoding);
    expect(features[0]?.properties.NAME).toMatch(/^村西滑坡/);
  });

  it('of metres of CGCS2000 becomes degrees', async () => {
    // 122.43, 36.9 in EPSG:4550, as cs2cs of PROJ works it out.
    const path = set({ shp: pointsOf([[449196.7453, 4085565.0362]]), dbf: tableOf([{ name: utf8 }]), prj: metres });
    const { detected, features } = await read(path);
    expect(detected.coordinates).toBe('CGCS2000_3_Degree_GK_CM_123E');
    const [{ coordinates }] = features.map(({ geometry }) => geometry) as [{ coordinates: number[] }];
    expect(coordinates[0]).toBeCloseTo(122.43, 6);
    expect(coordinates[1]).toBeCloseTo(36.9, 6);
  });

  it('is read from a zip with several of them, and is not taken for a workbook', async () => {
    const part = { dbf: tableOf([{ name: utf8 }]), prj: degrees };
    const path = files.file(
      'two.zip',
      zipSync({
        'README.txt': Buffer.from('x'),
        'a/point.SHP': pointsOf([one]),
        'a/point.dbf': part.dbf,
        'a/point.prj': Buffer.from(part.prj),
        'b.shp': pointsOf([one]),
        'b.dbf': part.dbf,
        '__MACOSX/b.shp': Buffer.from('x'),
      }),
    );
    expect((await openInput(path)).format).toBe('shapefile');
    expect((await read(path)).features.map(({ number }) => number)).toEqual([1, 2]);
  });

  it.each([
    ['without a table', { shp: pointsOf([one]) }, 'missing', /西坡\.dbf/],
    [
      'with a table of other rows',
      { shp: pointsOf([one, one]), dbf: tableOf([{ name: utf8 }]) },
      'malformed',
      /2 shapes.*1 rows/,
    ],
    [
      'cut off in the middle',
      { shp: pointsOf([one, one]).subarray(0, 120), dbf: tableOf([{ name: utf8 }]) },
      'truncated',
      /西坡\.shp/,
    ],
    [
      'with its table cut off',
      { shp: pointsOf([one]), dbf: tableOf([{ name: utf8 }]).subarray(0, 140) },
      'truncated',
      /西坡\.dbf/,
    ],
    [
      'of metres without a .prj',
      { shp: pointsOf([[449193, 4085422]]), dbf: tableOf([{ name: utf8 }]) },
      'wrongCoordinates',
      /no \.prj/,
    ],
    [
      'of metres with a .prj of degrees',
      { shp: pointsOf([[449193, 4085422]]), dbf: tableOf([{ name: utf8 }]), prj: degrees },
      'wrongCoordinates',
      /not the \.prj of this file/,
    ],
    [
      'of Xi’an 1980',
      {
        shp: pointsOf([one]),
        dbf: tableOf([{ name: utf8 }]),
        prj: degrees
          .replace('GCS_China_Geodetic_Coordinate_System_2000', 'GCS_Xian_1980')
          .replace('D_China_2000', 'D_Xian_1980'),
      },
      'wrongCoordinates',
      /GCS_Xian_1980/,
    ],
    [
      'with a .prj that is none',
      { shp: pointsOf([one]), dbf: tableOf([{ name: utf8 }]), prj: 'x' },
      'wrongCoordinates',
      /EPSG:4490/,
    ],
    [
      'whose .cpg is wrong',
      { shp: pointsOf([one]), dbf: tableOf([{ name: gbk }]), prj: degrees, cpg: 'UTF-8' },
      'wrongEncoding',
      /not in utf-8, as the \.cpg says/,
    ],
    [
      'whose .cpg names nothing known',
      { shp: pointsOf([one]), dbf: tableOf([{ name: gbk }]), prj: degrees, cpg: 'KLINGON' },
      'wrongEncoding',
      /KLINGON/,
    ],
    [
      'in Big5 without a .cpg',
      {
        shp: pointsOf([one, one, one, one, one]),
        dbf: tableOf([1, 2, 3, 4, 5].map(() => ({ name: big5 }))),
        prj: degrees,
      },
      'wrongEncoding',
      /such as BIG5/,
    ],
    ['given by its table', { dbf: tableOf([{ name: utf8 }]) }, 'wrongFormat', /give the \.shp/],
  ] as const)('%s is refused with what, where and how to mend', async (_, parts, code, words) => {
    const error = await refusal(set(parts));
    expect(error?.code).toBe(code);
    expect(error?.english).toMatch(words);
    expect(error?.chinese).toContain('西坡');
  });
});

const gdal = (() => {
  try {
    execFileSync('ogr2ogr', ['--version'], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
})();

describe.skipIf(!gdal || geodata === '')(
  'real shapefiles (skipped unless GDAL is here and CUNTU_GEODATA names their directory)',
  () => {
    it.each(['EPSG4490', 'EPSG4549', 'EPSG4528', 'EPSG4509'])('%s lies where GDAL sees it', async (system) => {
      const prj = `${geodata}/importer/crs/${system}.prj`;
      const source = `${geodata}/hazard/taipei/condemned_building.geojson`;
      const target = files.path(`${system}.shp`);
      execFileSync(
        'ogr2ogr',
        ['-f', 'ESRI Shapefile', '-t_srs', `EPSG:${system.slice(4)}`, '-lco', 'ENCODING=GBK', target, source],
        { stdio: 'pipe' },
      );
      files.file(`${system}.prj`, readFileSync(prj));
      const { features } = await read(target);
      const wanted = JSON.parse(readFileSync(source, 'utf8')).features as {
        properties: Record<string, string>;
        geometry: { coordinates: [number, number] };
      }[];
      expect(features).toHaveLength(wanted.length);
      for (const [index, { geometry, properties }] of features.entries()) {
        const { coordinates } = geometry as { coordinates: number[] };
        for (const axis of [0, 1] as const)
          expect(coordinates[axis]).toBeCloseTo(wanted[index]?.geometry.coordinates[axis] ?? 0, 7);
        expect(properties.地址).toBe(wanted[index]?.properties.地址?.trim());
      }
    });

    it('in every encoding of a collection reads the same words', async () => {
      for (const name of ['utf8', 'latin1', 'iso-8859-1', 'windows-1252']) {
        const { features } = await read(`${geodata}/importer/qgis/shapefile-encodings/${name}.shp`);
        expect(features[0]?.properties.text, name).toBe('äöü');
      }
    });

    it('of outlines holds as many polygons, parts and holes as GDAL reads', async () => {
      const path = `${geodata}/importer/qgis/france_parts.shp`;
      const { features } = await read(path);
      const seen = JSON.parse(
        execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path], { encoding: 'utf8', maxBuffer: 1 << 28 }),
      );
      const shape = (geometry: { type: string; coordinates: unknown[][] }) =>
        geometry.type === 'Polygon'
          ? [geometry.coordinates.length]
          : geometry.coordinates.map((polygon) => polygon.length).sort();
      expect(features.map(({ geometry }) => shape(geometry as never))).toEqual(
        seen.features.map(({ geometry }: { geometry: never }) => shape(geometry)),
      );
    });
  },
);
