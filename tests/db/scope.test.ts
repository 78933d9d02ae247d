import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScope } from '../../server/auth/loadScope.ts';
import { Scope } from '../../server/auth/scope.ts';
import type { Tx } from '../../server/db/connect.ts';
import { read, write } from '../../server/db/transaction.ts';
import { type Role, roleMay } from '../../shared/permissions.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { scopeOf } from '../support/scope.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
});
afterAll(() => test?.close());

/** Tables of secrets and of bookkeeping, which requests never touch. */
const withheld = [
  'account',
  'session',
  'credential',
  'verification',
  'two_factor',
  'sign_in_failure',
  'account_grant',
  'log_head',
  'spatial_ref_sys',
];

const nobody = new Scope({ accountId: 'nobody', actor: 'nobody' }, []);

async function granted(): Promise<string[]> {
  const rows = await test.database.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v') and has_any_column_privilege('cuntu_app', oid, 'select')
      and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e' and relname <> 'spatial_ref_sys')
    order by relname`);
  return [...rows].map(({ name }) => name);
}

describe('the role that requests run as', () => {
  it('owns nothing, deletes nothing, and is held by a policy wherever it reads', async () => {
    const rows = await test.database.execute<{ name: string; secured: boolean; deletes: boolean; owns: boolean }>(sql`
      select relname as name, relrowsecurity as secured, has_table_privilege('cuntu_app', oid, 'delete, truncate') as deletes,
        pg_get_userbyid(relowner) = 'cuntu_app' as owns
      from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`);
    const readable = await granted();
    for (const { name, secured, deletes, owns } of rows) {
      expect(owns || deletes, name).toBe(false);
      if (readable.includes(name) && name !== 'spatial_ref_sys') expect(secured, name).toBe(true);
    }
    expect(readable).toContain('household');
    expect(readable.filter((name) => withheld.includes(name) && name !== 'spatial_ref_sys')).toEqual([]);
  });

  it('is shown by views beside the policies no more than what counts and places, and each is a barrier as a policy is', async () => {
    const rows = await test.database.execute<{ name: string; columns: string[]; barrier: boolean }>(sql`
      select relname as name, coalesce(reloptions, '{}') @> '{security_barrier=true}' as barrier,
        (select json_agg(attname order by attname) from pg_attribute
          where attrelid = pg_class.oid and attnum > 0 and has_column_privilege('cuntu_app', attrelid, attnum, 'select')) as columns
      from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
        and not exists (select from pg_depend where objid = pg_class.oid and deptype = 'e')
      order by relname`);
    expect([...rows]).toEqual([
      {
        name: 'household_in_reach',
        barrier: true,
        columns: ['county_code', 'ended_at', 'geometry', 'id', 'village_code'],
      },
      { name: 'living_in_reach', barrier: true, columns: ['county_code', 'household_id', 'persons'] },
      {
        name: 'person_in_reach',
        barrier: true,
        columns: ['county_code', 'ended_at', 'household_id', 'id', 'village_code'],
      },
    ]);
  });

  it('sees no row of any table when no scope is set, and none with a scope of nothing', async () => {
    const readable = (await granted()).filter((name) => name !== 'spatial_ref_sys');
    expect(readable.length).toBeGreaterThan(20);
    for (const name of readable) {
      const column = name === 'import_run' ? sql`attribution` : sql`*`;
      const bare = await test.database.transaction(async (tx) => {
        await tx.execute(sql`set local role cuntu_app`);
        return tx.execute(sql`select ${column} from ${sql.identifier(name)} limit 1`);
      });
      expect([...bare], `${name} without a scope`).toEqual([]);
      const empty = await read(test.database, nobody, (tx) =>
        tx.execute(sql`select ${column} from ${sql.identifier(name)} limit 1`),
      );
      expect([...empty], `${name} with an empty scope`).toEqual([]);
    }
  });

  it('cannot read what signs people in, nor make a role of its own', async () => {
    const scope = scopeOf('villageOfficial', '371082');
    for (const statement of [
      sql`select * from account_grant`,
      sql`select * from credential`,
      sql`create table mine (id int)`,
    ]) {
      await expect(write(test.database, scope, (tx) => tx.execute(statement))).rejects.toMatchObject({
        cause: { code: '42501' },
      });
    }
  });

  it('writes no row beyond its scope', async () => {
    const scope = scopeOf('villageOfficial', '371082999001');
    const moved = await write(test.database, scope, (tx) =>
      tx.execute(sql`update household set address = 'x' where village_code = '371082999002' returning id`),
    );
    expect([...moved]).toEqual([]);
    await expect(
      write(test.database, scope, (tx) =>
        tx.execute(sql`
          insert into household (county_code, village_code, number) values ('371082', '371082999002', 'H-9999')`),
      ),
    ).rejects.toMatchObject({ cause: { code: '42501' } });
  });
});

type Village = { code: string; lanes: { grid: number; lane: number; households: number[] }[] };
type Grant = { role: Role; areaCode: string; zoneId: number | null; from: number; to: number | null };

const roleArbitrary = fc.constantFrom<Role>(
  'countyAnalyst',
  'townOfficial',
  'villageOfficial',
  'reporter',
  'administrator',
);

/** Households an account may see, told by nothing but the words of the grants: the oracle. */
function oracle(villages: Village[], grants: Grant[]): number[] {
  const seen = new Set<number>();
  for (const { role, areaCode, zoneId, from, to } of grants) {
    if (from > 0 || (to !== null && to <= 0) || !roleMay(role, 'household.list')) continue;
    for (const village of villages) {
      for (const { grid, lane, households } of village.lanes) {
        const within = zoneId === null ? village.code.startsWith(areaCode) : zoneId === grid || zoneId === lane;
        if (within) for (const id of households) seen.add(id);
      }
    }
  }
  return [...seen].sort((a, b) => a - b);
}

describe('random grants over random trees of areas', () => {
  // The embedded database takes one statement at a time and twice as long.
  const runs = databaseKind === 'native' ? 60 : 15;

  it('show the households that the grants speak of, and no other', async () => {
    let base = 1_000_000;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
          {
            minLength: 1,
            maxLength: 5,
          },
        ),
        fc.array(
          fc.record({
            pick: fc.nat(),
            depth: fc.constantFrom(6, 9, 12),
            zone: fc.constantFrom('none', 'grid', 'lane'),
            role: roleArbitrary,
            from: fc.integer({ min: -3, max: 1 }),
            to: fc.option(fc.integer({ min: -2, max: 3 })),
          }),
          { maxLength: 6 },
        ),
        async (tree, wishes) => {
          base += 10_000;
          const villages = plant(tree, base);
          const grants = wishes.map((wish): Grant => {
            const village = villages[wish.pick % villages.length] as Village;
            const lane = village.lanes[wish.pick % village.lanes.length] as Village['lanes'][number];
            const to = wish.to === null ? null : Math.max(wish.to, wish.from);
            if (wish.zone === 'none') {
              return {
                role: wish.role,
                areaCode: village.code.slice(0, wish.depth),
                zoneId: null,
                from: wish.from,
                to,
              };
            }
            const zoneId = wish.zone === 'grid' ? lane.grid : lane.lane;
            const role = wish.zone === 'grid' ? 'gridLead' : 'laneLead';
            return { role, areaCode: village.code, zoneId, from: wish.from, to };
          });
          await expect(observed(villages, grants)).resolves.toEqual(oracle(villages, grants));
        },
      ),
      { seed: 20261124, numRuns: runs },
    );
  });

  /** Villages in counties 97xxxx, towns and villages of small numbers, so that codes are near each other. */
  function plant(tree: [number, number, number][], first: number): Village[] {
    let id = first;
    const codes = new Map<string, Village>();
    for (const [county, town, village] of tree) {
      const code = `97000${county}00${town}00${village}`;
      const lanes = [0, 1].map(() => ({ grid: id++, lane: id++, households: [id++, id++] }));
      codes.set(code, { code, lanes });
    }
    return [...codes.values()];
  }

  /** Plants the tree, asks as the account, and takes everything back. */
  async function observed(villages: Village[], grants: Grant[]): Promise<number[]> {
    const accountId = `oracle-${villages[0]?.lanes[0]?.grid}`;
    await test.database.transaction(async (tx) => {
      await fell(tx);
      const counties = [...new Set(villages.map(({ code }) => code.slice(0, 6)))];
      for (const county of counties) {
        await tx.execute(
          sql`insert into area (county_code, code, level, name) values (${county}, ${county}, 'county', 'c')`,
        );
        await tx.execute(sql`
          insert into zone_level (county_code, level, ordinal, name_zh, name_en, lead_title_zh, lead_title_en, min_households, max_households)
          values (${county}, 'grid', 1, '', '', '', '', 0, 9), (${county}, 'lane', 2, '', '', '', '', 0, 9)`);
      }
      for (const town of new Set(villages.map(({ code }) => code.slice(0, 9)))) {
        await tx.execute(sql`insert into area (county_code, code, level, parent_code, name)
          values (${town.slice(0, 6)}, ${town}, 'town', ${town.slice(0, 6)}, 't')`);
      }
      for (const { code, lanes } of villages) {
        const county = code.slice(0, 6);
        await tx.execute(sql`insert into area (county_code, code, level, parent_code, name)
          values (${county}, ${code}, 'village', ${code.slice(0, 9)}, 'v')`);
        for (const { grid, lane, households } of lanes) {
          await tx.execute(sql`insert into zone (county_code, id, village_code, level, parent_id, number, name)
            values (${county}, ${grid}, ${code}, 'grid', null, ${grid}, 'g'), (${county}, ${lane}, ${code}, 'lane', ${grid}, ${lane}, 'l')`);
          for (const id of households) {
            await tx.execute(sql`insert into household (county_code, id, village_code, number, lane_id)
              values (${county}, ${id}, ${code}, ${`H-${id}`}, ${lane})`);
            await tx.execute(sql`insert into person (county_code, id, village_code, household_id, name)
              values (${county}, ${id}, ${code}, ${id}, 'p')`);
          }
        }
      }
      await tx.execute(
        sql`insert into account (id, username, display_name, email) values (${accountId}, ${accountId}, 'o', ${accountId})`,
      );
      for (const { role, areaCode, zoneId, from, to } of grants) {
        await tx.execute(sql`
          insert into account_grant (account_id, role, county_code, area_code, zone_id, from_on, to_on, granted_by)
          values (
            ${accountId}, ${role}, ${areaCode.slice(0, 6)}, ${areaCode}, ${zoneId},
            (now() at time zone interval '8 hours')::date + ${from}::integer,
            (now() at time zone interval '8 hours')::date + ${to}::integer, 'test'
          )`);
      }
    });
    const scope = await loadScope(test.database, { accountId, actor: 'o' });
    // The where is forgotten on purpose.
    const ids = async (tx: Tx, relation: string) => {
      const rows = await tx.execute<{ id: number }>(
        sql`select id::float8 as id from ${sql.identifier(relation)} order by id`,
      );
      return [...rows].map(({ id }) => id);
    };
    return read(test.database, scope, async (tx) => {
      const households = await ids(tx, 'household');
      // One person lives in each, of the same number; the views are held to the policies.
      for (const relation of ['person', 'household_in_reach', 'person_in_reach']) {
        expect(await ids(tx, relation), relation).toEqual(households);
      }
      const living = await tx.execute<{ id: number; persons: number }>(
        sql`select household_id::float8 as id, persons from living_in_reach order by 1`,
      );
      expect([...living]).toEqual(households.map((id) => ({ id, persons: 1 })));
      return households;
    });
  }

  async function fell(tx: Tx): Promise<void> {
    for (const table of ['person', 'household', 'zone', 'zone_level', 'area', 'account_grant']) {
      const order =
        table === 'zone' ? sql` and level = 'lane'` : table === 'area' ? sql` and level = 'village'` : sql``;
      await tx.execute(sql`delete from ${sql.identifier(table)} where county_code like '97000%'${order}`);
      if (table === 'zone') await tx.execute(sql`delete from zone where county_code like '97000%'`);
      if (table === 'area') {
        await tx.execute(sql`delete from area where county_code like '97000%' and level = 'town'`);
        await tx.execute(sql`delete from area where county_code like '97000%'`);
      }
    }
  }
});
