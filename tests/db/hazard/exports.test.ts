import { sql } from 'drizzle-orm';
import exceljs from 'exceljs';
import type { FastifyInstance } from 'fastify';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../../geodata/import/run.ts';
import type { HazardList } from '../../../shared/hazardFilter.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { scratch } from '../../support/importing.ts';
import { askingAs, signInAs } from '../../support/signIn.ts';

const areaCode = '371082';
const village = '371082999001';
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';
const files = scratch();

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  cookie = await signInAs(test.database, 'townOfficial', areaCode);
});
afterAll(async () => {
  await app?.close();
  await test?.close();
  files.remove();
});

type Order = { filter: object; sort: string; descending: boolean };

/** Combined filters, each about a third of the demo's hazards at most. */
async function orders(): Promise<Record<string, Order>> {
  const [at] = await test.database.execute<{ lng: number; lat: number; street: number; hazard: number }>(sql`
    select st_x(middle) as lng, st_y(middle) as lat,
      (select id::float8 from street where village_code = ${village} order by geometry <-> middle, id limit 1) as street,
      (select id::float8 from hazard where village_code = ${village} and severity = 1 order by id limit 1) as hazard
    from (select st_centroid(st_collect(geometry)) as middle from household where village_code = ${village}) village`);
  const [lng, lat] = [at?.lng ?? 0, at?.lat ?? 0];
  const ring = [
    [lng - 0.003, lat - 0.003],
    [lng + 0.004, lat - 0.002],
    [lng + 0.002, lat + 0.003],
    [lng - 0.003, lat - 0.003],
  ];
  const drawn = { kind: 'region', region: { type: 'Polygon', coordinates: [ring] } };
  const street = { kind: 'buffer', feature: { layer: 'street', id: at?.street }, metres: 150 };
  const onFoot = { kind: 'onFoot', position: [lng, lat], minutes: 6 };
  return {
    'drawn, of some severities and categories, the most urgent first': {
      filter: { areaCode, where: [drawn], severities: [2, 3, 4], ages: [1, 2, 3, 4] },
      sort: 'urgency',
      descending: false,
    },
    'on foot and along a street, closed ones too, the latest first': {
      filter: { areaCode, where: [onFoot, street], severities: [1, 2, 3] },
      sort: 'reported',
      descending: true,
    },
    'around a hazard, drawn and on foot at once, within a time': {
      filter: {
        areaCode: village,
        where: [{ kind: 'buffer', feature: { layer: 'hazard', id: at?.hazard }, metres: 400 }, drawn, onFoot],
        reportedFrom: '2025-06-01',
        reportedTo: '2026-11-30',
      },
      sort: 'number',
      descending: false,
    },
  };
}

/** The numbers in a file, in its order; those of a shapefile, which has a layer for each kind of shape, in none. */
async function numbersIn(format: string, bytes: Buffer): Promise<string[]> {
  switch (format) {
    case 'csv':
      return bytes
        .toString('utf8')
        .split('\r\n')
        .flatMap((line) => /^F-[^,]*/.exec(line) ?? []);
    case 'geojson':
      return JSON.parse(bytes.toString('utf8')).features.map(
        ({ properties }: { properties: Record<string, string> }) => properties.隐患编号,
      );
    case 'xlsx': {
      const book = new exceljs.Workbook();
      await book.xlsx.load(new Uint8Array(bytes).buffer);
      const numbers: string[] = [];
      book.worksheets[0]?.getColumn(1).eachCell((cell) => {
        if (/^F-/.test(cell.text)) numbers.push(cell.text);
      });
      return numbers;
    }
    default: {
      const tables = Object.entries(unzipSync(new Uint8Array(bytes))).filter(([name]) => name.endsWith('.dbf'));
      return tables.flatMap(([, table]) => new TextDecoder().decode(table).match(/F-\d+/g) ?? []);
    }
  }
}

describe('an export of combined filters', () => {
  it('is the list row by row in every format, and comes back as the same hazards', async () => {
    const all = await test.database.execute<{ count: number }>(sql`select count(*)::integer as count from hazard`);
    for (const [name, order] of Object.entries(await orders())) {
      const list = await callAs<HazardList>(app, cookie, 'hazard.list', { ...order, limit: 500 });
      const listed = list.data.items.map(({ number }) => number);
      expect(listed.length, name).toBeGreaterThan(3);
      expect(listed.length, name).toBeLessThan(all[0]?.count ?? 0);
      for (const format of ['csv', 'xlsx', 'geojson', 'shapefile']) {
        const what = `${name}, as ${format}`;
        const payload = { ...order, format };
        const response = await askingAs(app, cookie)({ method: 'POST', url: '/exports/hazards', payload });
        expect(response.statusCode, what).toBe(200);
        const numbers = await numbersIn(format, response.rawPayload);
        if (format === 'shapefile') expect(numbers.sort(), what).toEqual([...listed].sort());
        else expect(numbers, what).toEqual(listed);
        const path = files.file(`hazards.${format === 'shapefile' ? 'zip' : format}`, response.rawPayload);
        const report = await importFile(test.database, { path, kind: 'hazard', county: areaCode });
        // Nothing is new and nothing changes: each comes back as the hazard it was.
        expect(report.tables.hazard, what).toMatchObject({ read: listed.length, new: 0, rejected: {} });
      }
    }
  });

  it('keeps long numbers and dates as text in a workbook', async () => {
    const id = '371082199001011234';
    await test.database.execute(sql`update hazard set title = ${id}, description = '0012' where number = (
      select min(number) from hazard where village_code = ${village})`);
    const payload = { format: 'xlsx', sort: 'number', filter: { areaCode: village } };
    const response = await askingAs(app, cookie)({ method: 'POST', url: '/exports/hazards', payload });
    const book = new exceljs.Workbook();
    await book.xlsx.load(new Uint8Array(response.rawPayload).buffer);
    const cells: exceljs.Cell[] = [];
    book.worksheets[0]?.eachRow((row) => row.eachCell((cell) => cells.push(cell)));
    for (const text of [id, '0012']) {
      const cell = cells.find(({ value }) => value === text);
      expect(cell?.type).toBe(exceljs.ValueType.String);
      expect(cell?.numFmt).toBe('@');
    }
  });
});
