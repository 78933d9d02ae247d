import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDemo } from '../../geodata/demo/load.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
});
afterAll(() => test.close());

async function count(table: string, where = sql`true`): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(
    sql`select count(*)::int as count from ${sql.identifier(table)} where ${where}`,
  );
  return row?.count ?? 0;
}

describe('the demo in the database', () => {
  it('holds a town of three villages with its register', async () => {
    expect(await count('area')).toBe(5);
    expect(await count('household', sql`village_code = '371082999001'`)).toBe(496);
    expect(await count('household')).toBeGreaterThan(1450);
    expect(await count('person')).toBeGreaterThan(4300);
    expect(await count('hazard')).toBe(160);
    expect(await count('hazard_event')).toBeGreaterThan(800);
    expect(await count('inspection', sql`state <> 'passed'`)).toBeGreaterThan(5);
    expect(await count('hazard', sql`assignee_account_id is not null`)).toBeGreaterThan(0);
    expect(await count('party_member')).toBeGreaterThan(160);
    expect(await count('household_link', sql`to_on is null`)).toBeGreaterThan(1300);
    expect(await count('zone_lead', sql`to_on is null`)).toBeLessThan(await count('zone'));
    expect(await count('relief')).toBe(1);
    expect(await count('change', sql`action = 'import' and actor = '演示数据'`)).toBe(1);
  });

  for (const table of ['area', 'zone', 'street', 'building', 'landform', 'household', 'place', 'asset', 'hazard']) {
    it(`keeps only valid geometry in ${table}`, async () => {
      expect(await count(table, sql`not st_isvalid(geometry) or st_isempty(geometry)`)).toBe(0);
      expect(
        await count(
          table,
          sql`geometry is not null and not st_intersects(geometry, st_makeenvelope(122.4, 36.88, 122.46, 36.92, 4490))`,
        ),
      ).toBe(0);
    });
  }

  it('puts no household outside the border of its village', async () => {
    const rows = await test.database.execute(sql`
      select household.id
      from household
      join area on area.county_code = household.county_code and area.code = household.village_code
      where household.geometry is not null
      and not st_contains(area.geometry, household.geometry)`);
    expect(rows).toHaveLength(0);
  });

  it('gives the next row an id after its own', async () => {
    const [row] = await test.database.execute<{ id: number; highest: number }>(sql`
      insert into street (county_code, kind, geometry)
      values ('371082', 'path', st_setsrid(st_geomfromtext('MULTILINESTRING((122.43 36.9, 122.431 36.9))'), 4490))
      returning id::float8 as id, (select max(id)::float8 from street) as highest`);
    expect(row?.id).toBe((row?.highest ?? 0) + 1);
  });

  it('loads all or nothing: a second load fails and leaves the first as it was', async () => {
    const before = await count('person');
    await expect(loadDemo(test.database, { today: '2026-11-22' })).rejects.toThrow();
    expect(await count('person')).toBe(before);
  });
});
