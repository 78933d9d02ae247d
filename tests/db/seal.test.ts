import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { peopleInClear } from '../support/people.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
});
afterAll(() => test?.close());

describe('the numbers of people', () => {
  it('are nowhere in the files of their table and its indexes', async () => {
    const people = await peopleInClear(test.database);
    const numbers = people.flatMap(({ phone, idNumber }) => [phone, idNumber]).filter((number) => number !== null);
    expect(numbers.length).toBeGreaterThan(7000);
    const stored = await storedBytes();
    expect(stored.length).toBeGreaterThan(500_000);
    // A name is stored as it is: proof that the bytes looked into are those of the rows.
    expect(stored.includes(people[0]?.name ?? '')).toBe(true);
    const digits = stored.toString('latin1').match(/\d{11,}X?/g) ?? [];
    expect(digits.filter((run) => numbers.some((number) => run.includes(number)))).toEqual([]);
  });
});

/** What anybody who copies the disk gets of the person table. */
async function storedBytes(): Promise<Buffer> {
  await test.database.execute(sql`checkpoint`);
  const files = await test.database.execute<{ bytes: Buffer }>(sql`
    select pg_read_binary_file(pg_relation_filepath(oid::regclass)) as bytes
    from pg_class
    where oid = 'person'::regclass or oid in (select indexrelid from pg_index where indrelid = 'person'::regclass)`);
  return Buffer.concat([...files].map(({ bytes }) => bytes));
}
