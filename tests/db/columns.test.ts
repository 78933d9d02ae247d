import { tableFromIPC } from '@uwdata/flechette';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maintain, read } from '../../server/db/transaction.ts';
import { makeTile } from '../../server/tiles/tile.ts';
import { type ColumnSet, columnSets } from '../../shared/columns.ts';
import { hazardCategories, hazardStates } from '../../shared/hazard.ts';
import { householdKinds } from '../../shared/household.ts';
import { keyPersonCategories } from '../../shared/keyPerson.ts';
import { type TileSet, tileSets } from '../../shared/tiles.ts';
import { openTestApp } from '../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { peopleInClear } from '../support/people.ts';
import { scopeOf } from '../support/scope.ts';
import { askingAs, signInAs } from '../support/signIn.ts';
import { tilesOver } from '../support/tile.ts';

const scope = scopeOf('villageOfficial', '371082');
const county = '371082';
const village = '371082999001';
const sets = Object.keys(columnSets) as ColumnSet[];

let test: TestDatabase;
let app: FastifyInstance;
let ask: ReturnType<typeof askingAs>;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  ask = askingAs(app, await signInAs(test.database, 'villageOfficial', county));
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

type Row = Record<string, unknown>;
type Columns = { seq: number; rows: Row[]; names: string[] };

async function columns(set: ColumnSet, area: string, since?: number): Promise<Columns> {
  const url = `/columns/${set}/${area}${since === undefined ? '' : `?since=${since}`}`;
  const response = await ask({ url });
  expect(response.statusCode, url).toBe(200);
  const table = tableFromIPC(new Uint8Array(response.rawPayload));
  const rows: Row[] = Array.from({ length: table.numRows }, (_, index) => ({ ...table.at(index) }));
  return { seq: Number(table.schema.metadata?.get('seq')), rows, names: table.names.map(String) };
}

function rowsOf(query: ReturnType<typeof sql>): Promise<Row[]> {
  return read(test.database, scope, async (tx) => [...(await tx.execute(query))]);
}

/** The first of the secrets that stands in the bytes, or null; every piece of a secret's length is looked up once. */
function secretIn(bytes: Buffer, secrets: Set<string>): string | null {
  const text = bytes.toString();
  const lengths = new Set([...secrets].map((secret) => secret.length));
  for (let start = 0; start < text.length; start += 1) {
    for (const length of lengths) {
      const piece = text.slice(start, start + length);
      if (secrets.has(piece)) return piece;
    }
  }
  return null;
}

describe('columns', () => {
  it('have the names and types of the contract, in every set and also when there is no row', async () => {
    for (const set of sets) {
      for (const area of [village, '379998']) {
        const response = await ask({ url: `/columns/${set}/${area}` });
        expect(response.headers['content-type']).toBe('application/vnd.apache.arrow.stream');
        const { schema } = tableFromIPC(new Uint8Array(response.rawPayload));
        expect(schema.fields.map((field) => field.name)).toEqual(Object.keys(columnSets[set]));
      }
      const table = tableFromIPC(new Uint8Array((await ask({ url: `/columns/${set}/${village}` })).rawPayload));
      const kinds = { float64: Float64Array, int32: Int32Array, int16: Int16Array, utf8: Array };
      for (const [name, type] of Object.entries(columnSets[set])) {
        expect(table.getChild(name).toArray(), `${set}.${name}`).toBeInstanceOf(kinds[type]);
      }
    }
  });

  it('hold every living household of the area as the register has it', async () => {
    const expected = await rowsOf(sql`
      select id::float8 as id, st_x(geometry) as lng, st_y(geometry) as lat, coalesce(lane_id, 0)::float8 as lane,
        coalesce(building_id, 0)::float8 as building, kind, number,
        (select count(*)::integer from person where person.household_id = household.id and person.ended_at is null) as persons
      from household where left(village_code, 9) = '371082999' and ended_at is null order by id`);
    const { rows } = await columns('household', '371082999');
    expect(rows).toHaveLength(expected.length);
    expect(rows.filter((row) => Number.isNaN(row.lng)).length).toBeGreaterThan(5);
    for (const [index, row] of rows.entries()) {
      const { kind, lng, lat, ...rest } = expected[index] ?? {};
      expect(row).toMatchObject({ ...rest, kind: householdKinds.indexOf(kind as 'home'), ended: 0 });
      expect([row.lng, row.lat]).toEqual([lng ?? Number.NaN, lat ?? Number.NaN]);
    }
  });

  it('hold key people where their household is, and hazards with their shape', async () => {
    const people = await rowsOf(sql`
      select key_person.id::float8 as id, person.id::float8 as person, household.id::float8 as household, category,
        st_x(household.geometry) as lng
      from key_person join person on person.id = person_id join household on household.id = household_id
      where key_person.to_on is null and person.ended_at is null order by 1`);
    const found = await columns('keyPerson', county);
    expect(found.rows).toHaveLength(people.length);
    for (const [index, row] of found.rows.entries()) {
      const { category, lng, ...rest } = people[index] ?? {};
      expect(row).toMatchObject({ ...rest, category: keyPersonCategories.indexOf(category as 'elderly'), ended: 0 });
      expect(row.lng).toEqual(lng ?? Number.NaN);
    }
    const hazards = await rowsOf(sql`
      select id::float8 as id, number, severity, category, state, due_on - date '1970-01-01' as due,
        st_dimension(geometry) as dimension, st_asgeojson(geometry, 8, 0)::json as shape
      from hazard order by id`);
    const drawn = (await columns('hazard', county)).rows;
    expect(drawn.map((row) => row.number)).toEqual(hazards.map((row) => row.number));
    for (const [index, row] of drawn.entries()) {
      const hazard = hazards[index] ?? {};
      expect(row.severity).toBe(hazard.severity);
      expect(hazardCategories[Number(row.category)]).toBe(hazard.category);
      expect(hazardStates[Number(row.state)]).toBe(hazard.state);
      expect(row.dueOn).toBe(hazard.due ?? 0);
      if (hazard.dimension === 0) expect(row.geometry).toBe('');
      else expect(JSON.parse(String(row.geometry))).toEqual(hazard.shape);
    }
  });

  it('count the visits of each household and link households to where their member lives', async () => {
    const visited = await rowsOf(sql`
      select household_id::float8 as id, (max(visited_at at time zone interval '8 hours'))::date - date '1970-01-01' as "lastOn"
      from visit where village_code = ${village} group by household_id order by 1`);
    const { rows } = await columns('visit', village);
    expect(rows.map(({ id, lastOn }) => ({ id, lastOn }))).toEqual(visited);
    const links = await rowsOf(sql`
      select household_link.id::float8 as id, household_link.household_id::float8 as household, member_id::float8 as member,
        person.household_id::float8 as "memberHousehold"
      from household_link join person on person.id = member_id
      where household_link.village_code = ${village} and to_on is null order by 1`);
    const found = (await columns('link', village)).rows;
    expect(found).toHaveLength(links.length);
    for (const [index, row] of found.entries()) expect(row).toMatchObject({ ...links[index] });
  });

  it('since a sequence number bring only what was written later, the ended ones too', async () => {
    const before = await columns('household', village);
    expect((await columns('household', village, before.seq)).rows).toEqual([]);
    const [first, second, third] = before.rows.map((row) => Number(row.id));
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update household set address = address || ' ' where id = ${first}`),
    );
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update household set ended_at = current_date where id = ${second}`),
    );
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update person set ended_at = current_date where household_id = ${third} and not is_head`),
    );
    const after = await columns('household', village, before.seq);
    expect(after.seq).toBeGreaterThan(before.seq);
    expect(after.rows.map((row) => [row.id, row.ended])).toEqual([
      [first, 0],
      [second, 1],
      [third, 0],
    ]);
    expect((await columns('household', village)).rows.map((row) => row.id)).not.toContain(second);
  });

  it('bring a household whose new visit came later, with its last day', async () => {
    const { seq, rows } = await columns('visit', village);
    const id = Number(rows[5]?.id);
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`
        insert into visit (county_code, village_code, household_id, kind, outcome, visited_at)
        values (${county}, ${village}, ${id}, 'door', 'met', '2027-01-01T20:00:00Z')`),
    );
    const later = await columns('visit', village, seq);
    // Eight in the evening in London is the next day in China.
    expect(later.rows.map((row) => [row.id, row.lastOn])).toEqual([[id, Date.parse('2027-01-02') / 86_400_000]]);
  });

  it('answer 304 to who holds the present state, and anew after a write to the set', async () => {
    const url = `/columns/hazard/${village}`;
    const first = await ask({ url });
    expect(first.headers['cache-control']).toBe('private, no-cache');
    const headers = { 'if-none-match': String(first.headers.etag) };
    const again = await ask({ url, headers });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update place set capacity = 11 where county_code = ${county}`),
    );
    expect((await ask({ url, headers })).statusCode).toBe(304);
    await maintain(test.database, 'test', (tx) =>
      tx.execute(sql`update hazard set severity = 4 where county_code = ${county}`),
    );
    expect((await ask({ url, headers })).statusCode).toBe(200);
  });

  it('refuse an address that cannot be, with a sentence', async () => {
    for (const url of [
      '/columns/secret/371082',
      '/columns/constructor/371082',
      '/columns/household/37108',
      '/columns/household/371082?since=-1',
    ]) {
      const response = await ask({ url });
      expect(response.statusCode, url).toBe(400);
      expect(response.json().error, url).toMatch(/^[A-Za-z].{20,}\.$/);
    }
  });
});

describe('what is sent to every map', () => {
  it('holds no name, phone or identity number of anybody', async () => {
    const people = await peopleInClear(test.database);
    const secrets = new Set(
      people
        .flatMap(({ name, phone, idNumber }) => [name, phone, idNumber])
        .filter(Boolean)
        .map(String),
    );
    expect(secrets.size).toBeGreaterThan(500);
    const payloads: [string, Buffer][] = [];
    for (const set of sets) payloads.push([set, (await ask({ url: `/columns/${set}/${county}` })).rawPayload]);
    for (const set of Object.keys(tileSets) as TileSet[]) {
      for (const tile of tilesOver([122.4, 36.88, 122.46, 36.93], 14)) {
        const { bytes } = await makeTile(test.database, scope, { set, scopeKey: '', version: 0, ...tile });
        payloads.push([`${set} ${tile.x}/${tile.y}`, Buffer.from(bytes)]);
      }
    }
    expect(payloads.reduce((sum, [, bytes]) => sum + bytes.length, 0)).toBeGreaterThan(200_000);
    for (const [name, bytes] of payloads) expect(secretIn(bytes, secrets), name).toBeNull();
  });
});
