import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../../drizzle/migrate.ts';
import { importFile } from '../../geodata/import/run.ts';
import { giveKeys, Keyring } from '../../server/seal/keyring.ts';
import { openSeal } from '../../server/seal/openSeal.ts';
import { sealClearNumbers } from '../../server/seal/sealClear.ts';
import { idNumberCheckDigit } from '../../shared/person.ts';
import { openBlankDatabase, type TestDatabase } from '../support/database.ts';
import { outcome, rowsOf, scratch } from '../support/importing.ts';
import { giveTestKeys, keyOf, testKey } from '../support/keys.ts';
import { peopleInClear, storedBytes } from '../support/people.ts';

const village = '990101001001';
const everybody = 2300;
const files = scratch();
const dataDirectory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
let test: TestDatabase;

beforeAll(async () => {
  test = await openBlankDatabase();
  for (const extension of ['postgis', 'btree_gist', 'pg_trgm']) {
    await test.database.execute(sql`create extension ${sql.raw(extension)}`);
  }
  await runMigrations(test.database, { migrationsFolder: migrationsBefore('seal') });
  await fillInTheClear();
});
afterAll(async () => {
  await test?.close();
  files.remove();
  rmSync(dataDirectory, { recursive: true });
});

describe('a register from before numbers were sealed', () => {
  it('is sealed at the next start, even when the first attempt is cut short, and nothing is left in the clear', async () => {
    await migrate(test.database.$client);
    const ring = new Keyring(keyOf(testKey));
    let uses = 0;
    giveKeys(() => {
      uses += 1;
      if (uses > 6000) throw new Error('the power went out');
      return ring;
    });
    await expect(sealClearNumbers(test.database)).rejects.toThrow('the power went out');
    const [left] = await rowsOf(test.database, 'select count(*)::integer as count from person_clear');
    expect(left?.count).toBeGreaterThan(0);
    expect(left?.count).toBeLessThan(everybody);

    await openSeal(test.database, { dataDirectory, sealKeys: [testKey] });
    giveTestKeys();
    const people = await peopleInClear(test.database);
    expect(people).toHaveLength(everybody);
    for (const { id, phone, idNumber } of people) {
      expect([phone, idNumber]).toEqual([id % 5 === 0 ? null : phoneOf(id), id % 7 === 0 ? null : idNumberOf(id)]);
    }
    expect(await rowsOf(test.database, `select to_regclass('person_clear') as name`)).toEqual([{ name: null }]);
    const stored = (await storedBytes(test.database)).toString('latin1');
    expect(stored).toContain('person 1 of');
    expect(stored.match(/199\d{8}|990101\d{12}/)).toBeNull();
    // The digest that an identity number could be tried out on has gone as well.
    const [keys] = await rowsOf(
      test.database,
      `select count(*) filter (where source_key like '%digest%')::integer as plain, count(*)::integer as all from person where id_number_hash is not null`,
    );
    expect(keys).toMatchObject({ plain: 0 });
  });

  it('keeps its sequence numbers and times, and its people are known again by an import', async () => {
    const [stamps] = await rowsOf(
      test.database,
      `select max(seq)::integer as seq, max(updated_at) < '2021-01-01' as old from person`,
    );
    expect(stamps).toEqual({ seq: 7, old: true });
    const path = files.file('again.csv', `姓名,身份证号\nperson 1 of all,${idNumberOf(1)}\n`);
    expect(outcome(await importFile(test.database, { path, kind: 'person', village }), 'person')).toMatchObject({
      read: 1,
      updated: 1,
    });
    expect(await peopleInClear(test.database)).toHaveLength(everybody);
  });

  it('is not sealed a second time', async () => {
    const before = await rowsOf(test.database, 'select * from person order by id');
    await openSeal(test.database, { dataDirectory, sealKeys: [testKey] });
    expect(await rowsOf(test.database, 'select * from person order by id')).toEqual(before);
  });
});

/** A copy of the migrations that ends before the one of that name. */
function migrationsBefore(name: string): string {
  const folder = files.path('migrations');
  cpSync('drizzle/migrations', folder, { recursive: true });
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(join(folder, 'meta/_journal.json'), 'utf8'));
  const place = journal.entries.findIndex(({ tag }) => tag.endsWith(`_${name}`));
  expect(place).toBeGreaterThan(0);
  const entries = journal.entries.slice(0, place);
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }));
  return folder;
}

async function fillInTheClear(): Promise<void> {
  const people = Array.from({ length: everybody }, (_, index) => {
    const id = index + 1;
    return { id, phone: id % 5 === 0 ? null : phoneOf(id), id_number: id % 7 === 0 ? null : idNumberOf(id) };
  });
  await test.database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into area (county_code, code, level, parent_code, name) values
        ('990101', '990101', 'county', null, '县'), ('990101', '990101001', 'town', '990101', '镇'),
        ('990101', ${village}, 'village', '990101001', '村')`);
    await tx.execute(sql`
      insert into person (county_code, id, village_code, name, phone, id_number, source, source_key, seq, updated_at)
      select '990101', id, ${village}, 'person ' || id || ' of all', phone, id_number, 'file', 'person/digest ' || id, 7, '2020-01-01'
      from json_to_recordset(${JSON.stringify(people)}::text::json) as given (id integer, phone text, id_number text)`);
  });
}

function phoneOf(id: number): string {
  return `199${String(id).padStart(8, '0')}`;
}

function idNumberOf(id: number): string {
  const first = `9901011960${String(1 + Math.floor(id / 1000)).padStart(2, '0')}01${String(id % 1000).padStart(3, '0')}`;
  return first + idNumberCheckDigit(first);
}
