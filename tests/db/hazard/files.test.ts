import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import exceljs from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../geodata/import/run.ts';
import { removeUnusedPhotos } from '../../../server/photos/removeUnused.ts';
import { openPhotoStore } from '../../../server/photos/store.ts';
import type { HazardList } from '../../../shared/hazardFilter.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { scratch } from '../../support/importing.ts';
import { askingAs, signIn, signInAs } from '../../support/signIn.ts';

const areaCode = '371082';
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';
const files = scratch();

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database, {
    settings: { photos: { kind: 'disk', directory: files.path('photos') } },
  }));
  cookie = await signInAs(test.database, 'townOfficial', areaCode);
  await test.database.execute(sql`
    update hazard set title = '=HYPERLINK("http://x")', description = '+1 "引号", 逗号' || chr(10) || '换行', kind = 'manhole', category = 'facility'
    where id = (select min(id) from hazard)`);
});
afterAll(async () => {
  await app?.close();
  await test?.close();
  files.remove();
});

async function exported(format: string, more: object = {}) {
  const payload = { format, sort: 'number', filter: { areaCode, ...more } };
  return askingAs(app, cookie)({ method: 'POST', url: '/exports/hazards', payload });
}

const everything = (database: TestDatabase['database']) =>
  database.execute<Record<string, unknown>>(sql`
    select number, title, category, kind, severity, state, description, village_code, due_on::text as due, date_trunc('second', reported_at)::text as reported,
      date_trunc('second', closed_at)::text as closed, st_astext(geometry, 7) as shape
    from hazard order by number`);

describe('an export', () => {
  it.each(['csv', 'xlsx', 'geojson'])('as %s is read back as the same hazards', async (format) => {
    const before = [...(await everything(test.database))];
    const response = await exported(format);
    expect(response.statusCode).toBe(200);
    const path = files.file(`hazards.${format}`, response.rawPayload);
    await test.database.execute(sql`
      update hazard set title = '?', severity = 4, state = 'reported', closed_at = null, category = 'other', kind = '', description = '',
        due_on = null, geometry = st_setsrid(st_makepoint(122.4, 36.9), 4490)`);
    const report = await importFile(test.database, { path, kind: 'hazard', county: areaCode });
    expect(report.tables.hazard).toMatchObject({ read: before.length, new: 0, rejected: {} });
    expect([...(await everything(test.database))]).toEqual(before);
  });

  it('as a zipped shapefile is read back as the same hazards, of points, lines and areas', async () => {
    const before = [...(await everything(test.database))];
    const path = files.file('hazards.zip', (await exported('shapefile')).rawPayload);
    await test.database.execute(sql`
      update hazard set title = '?', severity = 4, state = 'reported', closed_at = null, category = 'other', kind = '', description = '',
        due_on = null, geometry = st_setsrid(st_makepoint(122.4, 36.9), 4490)`);
    const report = await importFile(test.database, { path, kind: 'hazard', county: areaCode });
    expect(report.detected).toEqual({ encoding: 'utf-8', coordinates: 'degrees' });
    expect(report.tables.hazard).toMatchObject({ read: before.length, new: 0, rejected: {} });
    const after = [...(await everything(test.database))];
    // A table of dBase has no line breaks, and rings of a shapefile run the other way round.
    const plain = ({ description, shape: _, ...rest }: Record<string, unknown>) => ({
      ...rest,
      description: String(description).replace(/\s+/g, ' '),
    });
    expect(after.map(plain)).toEqual(before.map(plain));
    for (const [index, row] of before.entries()) {
      const [same] = await test.database.execute<{ same: boolean }>(sql`
        select st_equals(st_geomfromtext(${String(row.shape)}), st_geomfromtext(${String(after[index]?.shape)})) as same`);
      expect(same?.same, String(row.number)).toBe(true);
    }
  });

  it('as a shapefile holds the same features, as GDAL reads them', async () => {
    const response = await exported('shapefile');
    const unpacked = unzipSync(new Uint8Array(response.rawPayload));
    const read: { NUMBER: string; TITLE: string; shape: string }[] = [];
    for (const [name, bytes] of Object.entries(unpacked)) files.file(name, bytes);
    for (const kind of ['point', 'line', 'area']) {
      if (!unpacked[`hazard_${kind}.shp`]) continue;
      const text = ogr(files.path(`hazard_${kind}.shp`));
      if (text === null) return;
      for (const { properties, geometry } of JSON.parse(text).features)
        read.push({ ...properties, shape: JSON.stringify(geometry) });
    }
    const rows = [...(await everything(test.database))];
    expect(read.map(({ NUMBER }) => NUMBER).sort()).toEqual(rows.map(({ number }) => String(number)).sort());
    for (const { NUMBER, TITLE, shape } of read) {
      expect(TITLE).toBe(rows.find(({ number }) => number === NUMBER)?.title);
      const [same] = await test.database.execute<{ same: boolean }>(sql`
        select st_equals(st_snaptogrid(geometry, 0.00000001), st_snaptogrid(st_geomfromgeojson(${shape}::text), 0.00000001)) as same
        from (select st_setsrid(geometry, 4326) as geometry from hazard where number = ${NUMBER}) hazard`);
      expect(same?.same, NUMBER).toBe(true);
    }
  });

  it('holds the rows of the list in the order of the list, one by one', async () => {
    const filter = { states: ['rectifying', 'assigned'], severities: [1, 2, 3] };
    const list = await callAs<HazardList>(app, cookie, 'hazard.list', {
      filter: { areaCode, ...filter },
      sort: 'number',
      limit: 500,
    });
    const geojson = JSON.parse((await exported('geojson', filter)).body);
    const numbers = list.data.items.map(({ number }) => number);
    expect(numbers.length).toBeGreaterThan(5);
    expect(
      geojson.features.map((feature: { properties: Record<string, string> }) => feature.properties.隐患编号),
    ).toEqual(numbers);
    const lines = (await exported('csv', filter)).body.split('\r\n').filter((line) => /^F-/.test(line));
    expect(lines.map((line) => line.split(',')[0])).toEqual(numbers);
  });

  it('runs nothing in a spreadsheet, says who took it out and when, and is on record', async () => {
    const csv = (await exported('csv')).body;
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
    const stamp = /townofficial-371082 \d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z/;
    for (const line of csv.split('\r\n').filter((each) => /^F-/.test(each))) expect(line + csv).toMatch(stamp);
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.load((await exported('xlsx')).rawPayload.buffer as ArrayBuffer);
    const sheet = workbook.worksheets[0];
    sheet?.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(exceljs.ValueType.Formula)));
    expect(sheet?.headerFooter.oddFooter).toMatch(stamp);
    expect(JSON.parse((await exported('geojson')).body).exported.by).toBe('townofficial-371082');
    const [record] = await test.database.execute<{ count: number; ids: number }>(sql`
      select count(*)::integer as count, max(cardinality(subject_ids)) as ids from access_record where subject = 'export'`);
    expect(record?.count).toBeGreaterThan(3);
    expect(record?.ids).toBe(160);
  });

  it('is refused to who may not, and says so when there is nothing', async () => {
    const lane = await signIn(test.database, 'reporter');
    const payload = { format: 'csv', filter: { areaCode } };
    expect((await askingAs(app, lane)({ method: 'POST', url: '/exports/hazards', payload })).statusCode).toBe(403);
    expect((await exported('csv', { text: '没有这样的隐患' })).statusCode).toBe(404);
    expect((await exported('pdf')).statusCode).toBe(400);
  });
});

function ogr(path: string): string | null {
  try {
    return execFileSync('ogr2ogr', ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=10', '/vsistdout/', path], {
      encoding: 'utf8',
    });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function upload(name: string, bytes: Uint8Array) {
  const boundary = 'cuntu-test-boundary';
  const payload = Buffer.concat([
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  return { payload, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

describe('a photograph', () => {
  const picture = () =>
    sharp({ create: { width: 3000, height: 1500, channels: 3, background: '#3366cc' } })
      .withExif({
        IFD0: { Make: 'Cuntu Test Camera' },
        IFD2: { DateTimeOriginal: '2026:11:20 09:30:00' },
        IFD3: {
          GPSLatitudeRef: 'N',
          GPSLatitude: '36/1 54/1 0/1',
          GPSLongitudeRef: 'E',
          GPSLongitude: '122/1 25/1 12/1',
        },
      })
      .jpeg()
      .toBuffer();
  const send = (name: string, bytes: Uint8Array, as = cookie) =>
    askingAs(app, as)({ method: 'POST', url: `/photos/${areaCode}`, ...upload(name, bytes) });

  it('is made smaller and rid of what the camera wrote, and where it was taken is offered', async () => {
    const response = await send('隐患.jpg', await picture());
    expect(response.statusCode).toBe(200);
    const photo = response.json();
    expect(photo).toMatchObject({ width: 2048, height: 1024 });
    expect(photo.position[0]).toBeCloseTo(122.42, 5);
    expect(photo.position[1]).toBeCloseTo(36.9, 5);
    for (const [size, width] of [
      ['full', 2048],
      ['small', 400],
    ] as const) {
      const shown = await askingAs(app, cookie)({ url: `/photos/${areaCode}/${photo.id}/${size}` });
      expect(shown.headers['cache-control']).toContain('private');
      const meta = await sharp(shown.rawPayload).metadata();
      expect(meta).toMatchObject({ format: 'jpeg', width });
      expect(meta.exif).toBeUndefined();
      expect(shown.rawPayload.includes('Cuntu Test Camera')).toBe(false);
    }
  });

  it('of a telephone that writes HEIC is refused with how to set it', async () => {
    for (const brands of ['heic\0\0\0\0mif1heic', 'mif1\0\0\0\0mif1heix', 'isom\0\0\0\0mif1']) {
      const head = Buffer.from(`\0\0\0${String.fromCharCode(8 + brands.length)}ftyp${brands}`, 'latin1');
      const response = await send('IMG_0001.JPG', Buffer.concat([head, Buffer.alloc(200)]));
      expect(response.statusCode).toBe(400);
      expect(response.body).toContain('photoHeic');
    }
    const clip = Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp42', 'latin1'), Buffer.alloc(200)]);
    expect((await send('clip.jpg', clip)).body).toContain('photoUnreadable');
  });

  it('is shown to nobody else until a hazard has it, and then to whoever sees the hazard', async () => {
    const reporter = await signIn(test.database, 'reporter');
    const { id } = (await send('x.jpg', await picture(), reporter)).json();
    const shown = async (as: string) =>
      (await askingAs(app, as)({ url: `/photos/${areaCode}/${id}/small` })).statusCode;
    expect(await shown(reporter)).toBe(200);
    expect(await shown(cookie)).toBe(404);
    const [home] = await test.database.execute<{ position: [number, number] }>(sql`
      select json_build_array(st_x(geometry), st_y(geometry)) as position from household
      where village_code = '371082999001' and geometry is not null order by id limit 1`);
    const reported = await callAs(app, reporter, 'hazard.report', {
      countyCode: areaCode,
      shape: { type: 'Point', coordinates: home?.position },
      category: 'road',
      severity: 3,
      title: '路面破损',
      photoIds: [id],
    });
    expect(reported.code).toBeUndefined();
    expect(await shown(cookie)).toBe(200);
    expect(await shown(await signInAs(test.database, 'villageOfficial', '371083'))).toBe(404);
    expect(await shown('')).toBe(401);
  });

  const count = () =>
    readdirSync(files.path('photos'), { recursive: true }).filter((name) =>
      statSync(files.path(`photos/${name}`)).isFile(),
    ).length;

  it('that cannot be written down leaves no file behind', async () => {
    const before = count();
    await test.database.execute(sql`alter table hazard_photo add constraint refusing check (key = '') not valid`);
    expect((await send('x.jpg', await picture())).statusCode).toBe(500);
    await test.database.execute(sql`alter table hazard_photo drop constraint refusing`);
    expect(count()).toBe(before);
  });

  it('is taken by its content and not by its name, and nothing that is none is kept', async () => {
    const before = count();
    for (const [name, bytes] of [
      ['evil.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
      ['evil.jpg', Buffer.from('GIF89a............')],
      ['cut.jpg', (await picture()).subarray(0, 900)],
      ['empty.png', Buffer.alloc(0)],
    ] as const) {
      const response = await send(name, bytes);
      expect(response.statusCode, name).toBe(400);
      expect(response.json()).toMatchObject({ error: expect.anything() });
    }
    expect((await send('huge.jpg', Buffer.alloc(21 * 1024 * 1024, 0xff))).statusCode).toBe(413);
    expect(count()).toBe(before);
    for (const path of ['/photos/371082/1/../../x', '/photos/371082/x/full', '/photos/371082/1/original']) {
      expect((await askingAs(app, cookie)({ url: path })).statusCode, path).toBeGreaterThanOrEqual(400);
    }
  });

  it('goes after a week when no report has taken it up, and stays for good when one has', async () => {
    const store = openPhotoStore({ kind: 'disk', directory: files.path('photos') });
    const ids: number[] = [];
    for (const name of ['used', 'forgotten', 'fresh']) ids.push((await send(name, await picture())).json().id);
    const [used, forgotten, fresh] = ids;
    await test.database.execute(sql`
      update hazard_photo set hazard_id = (select min(id) from hazard where county_code = ${areaCode})
      where county_code = ${areaCode} and id = ${used ?? 0}`);
    await test.database.execute(sql`
      update hazard_photo set at = now() - interval '8 days' where county_code = ${areaCode} and id in (${used ?? 0}, ${forgotten ?? 0})`);
    const keyOf = async (id = 0) => {
      const [row] = await test.database.execute<{ key: string }>(
        sql`select key from hazard_photo where county_code = ${areaCode} and id = ${id}`,
      );
      return row?.key ?? '';
    };
    const keys = await Promise.all(ids.map(keyOf));
    expect(await removeUnusedPhotos(test.database, store)).toBe(1);
    expect(await removeUnusedPhotos(test.database, store)).toBe(0);
    expect(await Promise.all(ids.map(keyOf))).toEqual([keys[0], '', keys[2]]);
    for (const [at, size] of [0, 1, 2].flatMap((index) => [[index, 'full'] as const, [index, 'small'] as const])) {
      expect((await store.get(`${keys[at]}-${size}.jpg`)) !== null, `${at} ${size}`).toBe(at !== 1);
    }
    expect((await askingAs(app, cookie)({ url: `/photos/${areaCode}/${fresh}/small` })).statusCode).toBe(200);
  });

  it('lies on disk for the server alone, under a key that tells nothing', async () => {
    const store = openPhotoStore({ kind: 'disk', directory: files.path('own') });
    await expect(store.put('../../etc/x-full.jpg', Buffer.from('x'))).rejects.toThrow();
    const key = '371082/ab/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee-full.jpg';
    await store.put(key, Buffer.from('x'));
    expect(statSync(files.path(`own/${key}`)).mode & 0o077).toBe(0);
    expect(await store.get(key)).toEqual(Buffer.from('x'));
    expect(await store.get(key.replace('full', 'small'))).toBeNull();
  });
});

describe('an uploaded area', () => {
  const ring = [
    [122.42, 36.9],
    [122.43, 36.9],
    [122.43, 36.91],
    [122.42, 36.91],
    [122.42, 36.9],
  ];
  const hole = [
    [122.423, 36.903],
    [122.423, 36.906],
    [122.427, 36.906],
    [122.427, 36.903],
    [122.423, 36.903],
  ];
  const feature = { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring, hole] } };
  const send = (name: string, bytes: Uint8Array) =>
    askingAs(app, cookie)({ method: 'POST', url: '/regions', ...upload(name, bytes) });
  const kmlRing = (corners: number[][]) =>
    `<LinearRing><coordinates>${corners.map((corner) => `${corner.join(',')},0`).join('\n ')}</coordinates></LinearRing>`;
  const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><Point><coordinates>1,2</coordinates></Point></Placemark>
    <Placemark><Polygon><outerBoundaryIs>${kmlRing(ring)}</outerBoundaryIs><innerBoundaryIs>${kmlRing(hole)}</innerBoundaryIs></Polygon></Placemark></Document></kml>`;

  it('is the same from GeoJSON, KML and a zipped shapefile', async () => {
    const geojson = Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
    const files: [string, Uint8Array][] = [
      ['a.geojson', geojson],
      ['a.kml', Buffer.from(kml)],
    ];
    const path = scratched('area.geojson', geojson);
    const zipped = ogrZip(path);
    if (zipped) files.push(['a.zip', zipped]);
    for (const [name, bytes] of files) {
      const response = await send(name, bytes);
      expect(response.statusCode, `${name} ${response.body}`).toBe(200);
      const [same] = await test.database.execute<{ same: boolean }>(sql`
        select st_equals(st_geomfromgeojson(${JSON.stringify(response.json().region)}::text), st_geomfromgeojson(${JSON.stringify(feature.geometry)}::text)) as same`);
      expect(same?.same, name).toBe(true);
    }
  });

  it('is one where several of its areas overlap', async () => {
    const square = (west: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, 36.9],
          [west + 0.002, 36.9],
          [west + 0.002, 36.902],
          [west, 36.902],
          [west, 36.9],
        ],
      ],
    });
    const both = { type: 'GeometryCollection', geometries: [square(122.42), square(122.421)] };
    const response = await send('two.geojson', Buffer.from(JSON.stringify(both)));
    const [same] = await test.database.execute<{ same: boolean }>(sql`
      select st_equals(st_geomfromgeojson(${JSON.stringify(response.json().region)}::text),
        st_setsrid(st_makeenvelope(122.42, 36.9, 122.423, 36.902), 4326)) as same`);
    expect(same?.same).toBe(true);
  });

  it('with a finer edge than a filter can draw is straightened, and says so', async () => {
    const corners = Array.from({ length: 30_000 }, (_, at) => {
      const angle = (at / 30_000) * 2 * Math.PI;
      return [122.43 + 0.02 * Math.cos(angle), 36.9 + 0.02 * Math.sin(angle)];
    });
    const coast = { type: 'Polygon', coordinates: [[...corners, corners[0]]] };
    const response = await send('coast.geojson', Buffer.from(JSON.stringify(coast)));
    const { region, simplified } = response.json();
    expect(simplified).toBe(true);
    expect(region.coordinates.flat(2).length).toBeLessThanOrEqual(1_000);
    const [left] = await test.database.execute<{ share: number }>(sql`
      select st_area(st_symdifference(st_geomfromgeojson(${JSON.stringify(region)}::text), st_geomfromgeojson(${JSON.stringify(coast)}::text)))
        / st_area(st_geomfromgeojson(${JSON.stringify(coast)}::text)) as share`);
    expect(left?.share).toBeLessThan(0.001);
  });

  it('of more parts than a filter can hold is refused with how many that are', async () => {
    const dot = (at: number) => [
      [122 + at / 1000, 36.9],
      [122 + at / 1000, 36.9005],
      [122.0005 + at / 1000, 36.9],
      [122 + at / 1000, 36.9],
    ];
    const islands = { type: 'MultiPolygon', coordinates: Array.from({ length: 1_001 }, (_, at) => [dot(at)]) };
    const response = await send('islands.geojson', Buffer.from(JSON.stringify(islands)));
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: 'tooMany', detail: { most: 1_000 } });
  });

  it('is refused with a sentence when it holds none', async () => {
    for (const [name, text, error = 'fileUnreadable'] of [
      ['points.geojson', JSON.stringify({ type: 'Point', coordinates: [1, 2] }), 'fileNoArea'],
      ['words.txt', '这不是地图'],
      ['broken.json', '{"type": "Feature'],
      ['nested.json', '['.repeat(1_000_000)],
      [
        'metres.geojson',
        JSON.stringify({ type: 'Polygon', coordinates: [ring.map(([x = 0, y = 0]) => [x * 1e5, y * 1e5])] }),
        'fileNotDegrees',
      ],
      [
        'latitude-first.geojson',
        JSON.stringify({ type: 'Polygon', coordinates: [ring.map(([x = 0, y = 0]) => [y, x])] }),
        'fileNotDegrees',
      ],
      [
        'evil.kml',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><kml><Polygon><coordinates>&a;</coordinates></Polygon></kml>',
      ],
    ] as const) {
      const response = await send(name, Buffer.from(text));
      expect(response.statusCode, name).toBe(400);
      expect(response.json(), name).toMatchObject({ error, detail: { name } });
    }
  });

  function scratched(name: string, bytes: Uint8Array): string {
    return files.file(name, bytes);
  }

  function ogrZip(path: string): Buffer | null {
    const target = files.path('area.zip');
    try {
      execFileSync('ogr2ogr', ['-f', 'ESRI Shapefile', `/vsizip/${target}/area.shp`, path], { stdio: 'pipe' });
      return readFileSync(target);
    } catch {
      return null;
    }
  }
});
