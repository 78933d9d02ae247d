import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { move, TargetNotEmptyError } from '../../drizzle/move.ts';
import { maintain } from '../../server/db/transaction.ts';
import { verifyLogs } from '../../server/features/audit/verify.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

describe('moving a register to a PostgreSQL', () => {
  let from: TestDatabase;
  let to: TestDatabase;

  beforeAll(async () => {
    from = await openTestDatabase({ demo: true });
    to = await openTestDatabase({ kind: 'native' });
  });
  afterAll(async () => {
    await from?.close();
    await to?.close();
  });

  it('brings every row of every table over as it was, and new ids start after the old ones', async () => {
    const moved = new Map<string, number>();
    await move(from.database.$client, to.database.$client, (table, rows) => moved.set(table, rows));

    const tables = await to.database.$client<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'spatial_ref_sys'`;
    expect([...moved.keys()].sort()).toEqual(tables.map((table) => table.name).sort());
    expect(moved.get('household')).toBeGreaterThan(1000);

    for (const { name } of tables) expect(await digest(to, name), name).toEqual(await digest(from, name));
    const [next] = await to.database.$client`
      select nextval(pg_get_serial_sequence('household', 'id')) > max(id) as beyond from household`;
    expect(next?.beyond).toBe(true);
  });

  it('leaves the logs as whole as they were', async () => {
    const reports = await maintain(to.database, 'test', verifyLogs, { snapshot: true });
    expect(reports.flatMap(({ breaks }) => breaks)).toEqual([]);
    expect(reports.find(({ log }) => log === 'change')?.rows).toBeGreaterThan(50);
  });

  it('refuses a target that already holds a register, and leaves it alone', async () => {
    const before = await digest(to, 'household');
    await expect(move(from.database.$client, to.database.$client, () => {})).rejects.toThrow(TargetNotEmptyError);
    expect(await digest(to, 'household')).toEqual(before);
  });
});

/** A fingerprint of the stored values of a table, whatever the order of its rows. */
async function digest({ database }: TestDatabase, table: string): Promise<unknown> {
  const { $client: client } = database;
  const columns = await client<{ name: string }[]>`
    select column_name as name
    from information_schema.columns
    where table_schema = 'public' and table_name = ${table} and is_generated = 'NEVER'
    order by ordinal_position`;
  const values = columns.map(({ name }) => `coalesce("${name}"::text, '-')`).join(` || '|' || `);
  const [row] = await client.unsafe(
    `select count(*)::int as rows, md5(string_agg(line, '' order by line collate "C")) as md5 from (select ${values} as line from "${table}") lines`,
  );
  return row;
}
