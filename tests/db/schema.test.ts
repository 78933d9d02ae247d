import type { Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate, NewerDatabaseError } from '../../drizzle/migrate.ts';
import { connect } from '../../server/db/connect.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const county = '371082';
const village = '371082999001';
const neighbour = '371082999002';

const tables =
  'visit hazard street household_link zone_lead party_member person household zone zone_level area county_sequence layer_version'.split(
    ' ',
  );

let opened: TestDatabase;
let client: Sql;
beforeAll(async () => {
  opened = await openTestDatabase();
  client = opened.database.$client;
});
afterAll(() => opened.close());

/** Two villages; in the first a grid with two lanes, two households and two people, of whom one is a party member. */
beforeEach(async () => {
  // Truncating all tables takes longer than a whole test.
  for (const table of tables) await client`delete from ${client(table)}`;
  await client`insert into area (county_code, code, level, parent_code, name) values
    (${county}, ${county}, 'county', null, '县'),
    (${county}, '371082999', 'town', ${county}, '镇'),
    (${county}, ${village}, 'village', '371082999', '甲村'),
    (${county}, ${neighbour}, 'village', '371082999', '乙村')`;
  await client`insert into zone_level values
    (${county}, 'grid', 1, '网格', 'grid', '网格长', 'grid lead', 30, 60),
    (${county}, 'lane', 2, '街巷', 'lane', '街巷长', 'lane lead', 10, 20)`;
  await client`insert into zone (county_code, id, village_code, level, parent_id, number, name) overriding system value values
    (${county}, 1, ${village}, 'grid', null, 1, '第一网格'),
    (${county}, 2, ${village}, 'lane', 1, 1, '一巷'),
    (${county}, 3, ${village}, 'lane', 1, 2, '二巷'),
    (${county}, 4, ${neighbour}, 'grid', null, 1, '邻村网格'),
    (${county}, 5, ${neighbour}, 'lane', 4, 1, '邻村一巷')`;
  await client`insert into household (county_code, id, village_code, number, lane_id) overriding system value values
    (${county}, 1, ${village}, 'H-1', 2),
    (${county}, 2, ${village}, 'H-2', null)`;
  await client`insert into person (county_code, id, village_code, household_id, name) overriding system value values
    (${county}, 1, ${village}, 1, '甲'),
    (${county}, 2, ${village}, 2, '乙')`;
  await client`insert into party_member (county_code, person_id, village_code) values (${county}, 1, ${village})`;
});

const refusedBy = (constraint: string) => ({ constraint_name: constraint });

const lead = (zone: number, person: number, from: string, to: string | null) =>
  client`insert into zone_lead (county_code, village_code, zone_id, person_id, from_on, to_on)
    select county_code, village_code, id, ${person}, ${from}, ${to} from zone where county_code = ${county} and id = ${zone}`;
const link = (household: number, member: number, from: string, to: string | null) =>
  client`insert into household_link (county_code, village_code, household_id, member_id, from_on, to_on)
    values (${county}, ${village}, ${household}, ${member}, ${from}, ${to})`;

describe('the lead of a zone', () => {
  test('is one person at a time', async () => {
    await lead(2, 1, '2025-01-01', null);
    await expect(lead(2, 2, '2025-06-01', null)).rejects.toMatchObject({ code: expect.stringMatching('23505|23P01') });
    await lead(3, 2, '2025-06-01', null);
  });

  test('may follow another on the very day, but not overlap even in the past', async () => {
    await lead(2, 1, '2024-01-01', '2025-01-01');
    await lead(2, 2, '2025-01-01', null);
    await expect(lead(2, 1, '2023-06-01', '2024-02-01')).rejects.toMatchObject(refusedBy('zone_lead_one_at_a_time'));
  });

  test('never leaves before coming, and on the day of coming when another takes over', async () => {
    await expect(lead(2, 1, '2025-01-01', '2024-12-31')).rejects.toMatchObject(refusedBy('zone_lead_dates'));
    await lead(2, 1, '2025-01-01', '2025-01-01');
    await lead(2, 2, '2025-01-01', null);
  });
});

describe('the link of a household', () => {
  test('goes to a party member only', async () => {
    await expect(link(1, 2, '2025-01-01', null)).rejects.toMatchObject(refusedBy('household_link_to_party_member'));
    await link(1, 1, '2025-01-01', null);
  });

  test('is one at a time', async () => {
    await link(1, 1, '2024-01-01', '2025-01-01');
    await expect(link(1, 1, '2024-06-01', null)).rejects.toMatchObject(refusedBy('household_link_one_at_a_time'));
  });
});

describe('zones nest', () => {
  const zone = (level: string, parent: number | null) =>
    client`insert into zone (county_code, id, village_code, level, parent_id, number, name) overriding system value
      values (${county}, 9, ${village}, ${level}, ${parent}, 9, '新')`;

  test('a lane in a grid, not in a lane', async () => {
    await zone('lane', 1);
    await expect(zone('lane', 2)).rejects.toMatchObject(refusedBy('zone_nests_in_level_above'));
    await expect(zone('grid', 1)).rejects.toMatchObject(refusedBy('zone_nests_in_level_above'));
  });

  test('within one village', async () => {
    await expect(zone('lane', 4)).rejects.toMatchObject({ code: '23503' });
  });
});

describe('the lane of a household', () => {
  const moveTo = (lane: number | null) => client`update household set lane_id = ${lane} where id = 2`;

  test('is an innermost zone of its own village, or none', async () => {
    await moveTo(3);
    await moveTo(null);
    await expect(moveTo(1)).rejects.toMatchObject(refusedBy('household_lane_is_innermost'));
    await expect(moveTo(5)).rejects.toMatchObject(refusedBy('household_lane_in_same_village'));
  });
});

describe('geometry', () => {
  const place = (point: string | null) =>
    client`update household set geometry = st_geomfromtext(${point}, 4490) where id = 1`;

  test('of a household may be missing, but is never 0,0', async () => {
    await place('POINT(122.4 37.1)');
    await place(null);
    await expect(place('POINT(0 0)')).rejects.toMatchObject(refusedBy('household_not_at_zero'));
  });

  test('has its Web Mercator twin kept by the database', async () => {
    await client`insert into street (county_code, kind, geometry)
      values (${county}, 'main', st_geomfromtext('MULTILINESTRING((122 37, 122.001 37))', 4490))`;
    const [row] = await client`select st_srid(geometry_3857) as srid, round(st_xmin(geometry_3857)) as x from street`;
    expect(row).toEqual({ srid: 3857, x: 13580978 });
  });
});

describe('a hazard', () => {
  const hazard = (severity: number, state: string, closedAt: string | null) =>
    client`insert into hazard (county_code, number, category, severity, state, title, reported_at, closed_at, geometry)
      values (${county}, ${`F-${severity}-${state}`}, 'fire', ${severity}, ${state}, '隐患', now(), ${closedAt}, st_geomfromtext('POINT(122.4 37.1)', 4490))`;

  test.each([1, 2, 3, 4])('may be of severity %i', async (severity) => {
    await hazard(severity, 'reported', null);
  });
  test.each([0, 5])('cannot be of severity %i', async (severity) => {
    await expect(hazard(severity, 'reported', null)).rejects.toMatchObject(refusedBy('hazard_severity_range'));
  });
  test('is closed exactly when it has the day it was closed', async () => {
    await expect(hazard(1, 'closed', null)).rejects.toMatchObject(refusedBy('hazard_closed_when_closed'));
    await hazard(1, 'closed', '2025-01-01');
  });
});

test('the change log is only added to', async () => {
  await client`insert into change (county_code, actor, action, subject) values (${county}, 'test', 'place', 'household')`;
  await expect(client`update change set actor = 'nobody'`).rejects.toThrow(/only added to/);
  await expect(client`delete from change`).rejects.toThrow(/only added to/);
});

test('an area code fits its level and lies under its parent', async () => {
  const area = (code: string, level: string, parent: string) =>
    client`insert into area (county_code, code, level, parent_code, name) values (${county}, ${code}, ${level}, ${parent}, '新')`;
  await expect(area('3710829990', 'village', '371082999')).rejects.toMatchObject(refusedBy('area_code_fits_level'));
  await expect(area('371082998001', 'village', '371082999')).rejects.toMatchObject(refusedBy('area_parent_is_prefix'));
});

describe('sequence numbers', () => {
  const seqOf = async (id: number) => {
    const [row] = await client<{ seq: number }[]>`select seq::int from household where id = ${id}`;
    return row?.seq ?? -1;
  };
  const versionOf = async (layer: string) => {
    const [row] = await client<{ seq: number }[]>`select seq::int from layer_version where layer = ${layer}`;
    return row?.seq ?? -1;
  };

  test('a transaction takes one number for all its rows, and the next a higher one', async () => {
    await client`update household set name = 'a'`;
    const first = await seqOf(1);
    expect(await seqOf(2)).toBe(first);
    await client`update household set name = 'b' where id = 1`;
    expect(await seqOf(1)).toBe(first + 1);
    expect(await seqOf(2)).toBe(first);
  });

  test('a write is noted as the version of its layer and of no other', async () => {
    const [households, people] = [await versionOf('household'), await versionOf('person')];
    await client`update household set name = 'c' where id = 1`;
    expect(await versionOf('household')).toBe(await seqOf(1));
    expect(await versionOf('household')).toBeGreaterThan(households);
    expect(await versionOf('person')).toBe(people);
    await client`delete from household_link`;
    const before = await versionOf('household');
    await client`update household set name = 'd' where false`;
    expect(await versionOf('household')).toBe(before);
  });

  test('grow in the order of commits, so that a reader never passes over a late writer', async () => {
    const other = connect(opened.url, { max: 4 }).$client;
    const seen: number[] = [];
    let writing = true;
    const reader = (async () => {
      let last = 0;
      while (writing) {
        const rows = await client<{ seq: number }[]>`select seq::int from visit where seq > ${last} order by seq`;
        seen.push(...rows.map((row) => row.seq));
        last = seen.at(-1) ?? 0;
      }
      const rows = await client<{ seq: number }[]>`select seq::int from visit where seq > ${last} order by seq`;
      seen.push(...rows.map((row) => row.seq));
    })();
    await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        other.begin(async (tx) => {
          await tx`insert into visit (county_code, village_code, household_id, kind, outcome, visited_at)
            values (${county}, ${village}, 1, 'door', 'met', now())`;
          await tx`select pg_sleep(${((n * 7) % 5) / 200})`;
        }),
      ),
    );
    writing = false;
    await reader;
    const all = await client<{ seq: number }[]>`select seq::int from visit order by seq`;
    expect(seen).toEqual(all.map((row) => row.seq));
    expect(new Set(seen).size).toBe(24);
    await other.end();
  });
});

test('migrating again changes nothing, and a database of a newer program is refused', async () => {
  await migrate(client);
  await client`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of the future', 99999999999999)`;
  await expect(migrate(client)).rejects.toThrow(NewerDatabaseError);
  await client`delete from drizzle.__drizzle_migrations where hash = 'of the future'`;
  await migrate(client);
});

/** Accounts belong to the installation: who signs in is not known by place before they have. */
const accountTables = ['account', 'session', 'credential', 'verification', 'two_factor', 'sign_in_failure'];
/** So do the keys. */
const keyTables = ['seal_key'];

test('every table of the register begins its keys with the county', async () => {
  const keys = await client<{ name: string; first: string }[]>`
    select conrelid::regclass::text || '.' || conname as name, attname as first
    from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype in ('p', 'u', 'f') and connamespace = 'public'::regnamespace
      and conrelid::regclass::text <> all (${['spatial_ref_sys', ...accountTables, ...keyTables]})`;
  expect(keys.length).toBeGreaterThan(30);
  expect(keys.filter((key) => key.first !== 'county_code')).toEqual([]);
});
