import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importFile } from '../../geodata/import/run.ts';
import { write } from '../../server/db/transaction.ts';
import { getDossier } from '../../server/features/household/dossier.ts';
import { find } from '../../server/features/search/find.ts';
import { keyring } from '../../server/seal/keyring.ts';
import { openSeal } from '../../server/seal/openSeal.ts';
import { rotateKeys } from '../../server/seal/rotate.ts';
import { keysInFile, writeKeyFile } from '../../server/seal/source.ts';
import { idNumberCheckDigit } from '../../shared/person.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { outcome, rowsOf, scratch } from '../support/importing.ts';
import { giveTestKeys, testKey } from '../support/keys.ts';
import { type ClearPerson, peopleInClear, storedBytes } from '../support/people.ts';
import { scopeOf } from '../support/scope.ts';

const otherKey = Buffer.alloc(32, 'another').toString('base64');
const scope = scopeOf('villageOfficial', '371082');
const files = scratch();
const dataDirectory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
let test: TestDatabase;
let people: ClearPerson[];
beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  people = await peopleInClear(test.database);
});
afterAll(async () => {
  await test?.close();
  files.remove();
  rmSync(dataDirectory, { recursive: true });
});

describe('the numbers of people', () => {
  it('are nowhere in the files of their table and its indexes', async () => {
    const numbers = people.flatMap(({ phone, idNumber }) => [phone, idNumber]).filter((number) => number !== null);
    expect(numbers.length).toBeGreaterThan(7000);
    const stored = await storedBytes(test.database);
    expect(stored.length).toBeGreaterThan(500_000);
    // A name is stored as it is: proof that the bytes looked into are those of the rows.
    expect(stored.includes(people[0]?.name ?? '')).toBe(true);
    const digits = stored.toString('latin1').match(/\d{11,}X?/g) ?? [];
    expect(digits.filter((run) => numbers.some((number) => run.includes(number)))).toEqual([]);
  });

  it('are an error, and never garbage, once somebody has altered or swapped what is stored', async () => {
    const [row] = await rowsOf(
      test.database,
      `select id::float8 as id, household_id::float8 as household from person where phone_sealed is not null and is_head order by id desc limit 1`,
    );
    const dossier = () =>
      write(test.database, scope, (tx) => getDossier(tx, scope, { countyCode: '371082', id: Number(row?.household) }));
    const set = (value: string) =>
      rowsOf(test.database, `update person set phone_sealed = ${value} where id = ${row?.id}`);
    const [before] = await rowsOf(test.database, `select phone_sealed as sealed from person where id = ${row?.id}`);
    expect((await dossier()).people.find(({ id }) => id === row?.id)?.phone).toMatch(/^\d{11}$/);
    await set(`set_byte(phone_sealed, 20, get_byte(phone_sealed, 20) # 1)`);
    await expect(dossier()).rejects.toThrow('a sealed person.phone was altered');
    await set(`id_number_sealed`);
    await expect(dossier()).rejects.toThrow('a sealed person.phone was altered');
    await set(`'\\x1234'`);
    await expect(dossier()).rejects.toThrow('these bytes are no sealed value');
    await test.database.execute(sql`update person set phone_sealed = ${before?.sealed} where id = ${row?.id}`);
    await expect(dossier()).resolves.toBeDefined();
  });

  it('are sealed for the county each row of a file is found to belong to, and the same file twice changes nothing', async () => {
    const [here, there] = ['990101001001', '990202001001'] as const;
    for (const village of [here, there]) {
      const path = files.file(`homes of ${village}.csv`, '户编号\nH-1\n');
      await importFile(test.database, { path, kind: 'household', village });
    }
    const numbers = ['001', '003', '005'].map(idNumber);
    const rows = [
      `张甲,${numbers[0]},H-1,${here},138-0000-0001`,
      `李乙,${numbers[1]},H-1,${there},13800000002`,
      `王丙,${numbers[2]},H-1,${there},`,
      `王丁,${numbers[2]},H-1,${there},`,
    ];
    const path = files.file('people.csv', ['姓名,身份证号,户编号,村代码,手机号', ...rows].join('\n'));
    const first = await importFile(test.database, { path, kind: 'person' });
    expect(outcome(first, 'person')).toEqual({ read: 4, new: 3, rejected: { sameIdNumber: 1 } });
    const stored = await peopleInClear(test.database, sql`county_code like '99%'`);
    expect(stored.map(({ name, idNumber, phone }) => [name, idNumber, phone])).toEqual([
      ['张甲', numbers[0], '138-0000-0001'],
      ['李乙', numbers[1], '13800000002'],
      ['王丙', numbers[2], null],
    ]);
    const seals = () => rowsOf(test.database, `select * from person where county_code like '99%' order by id`);
    const before = await seals();
    expect(outcome(await importFile(test.database, { path, kind: 'person' }), 'person')).toMatchObject({
      unchanged: 3,
    });
    expect(await seals()).toEqual(before);
    // Neither does a number that is only written differently; a new one does.
    const again = async (village: string, row: string) => {
      const changed = files.file('changed.csv', `姓名,身份证号,手机号\n${row}\n`);
      return outcome(await importFile(test.database, { path: changed, kind: 'person', village }), 'person');
    };
    expect(await again(here, `张甲,${numbers[0]},13800000001`)).toEqual({ read: 1, unchanged: 1 });
    expect(await again(there, `李乙,${numbers[1]},13800000009`)).toEqual({ read: 1, updated: 1 });
    const [, moved] = await peopleInClear(test.database, sql`county_code like '99%'`);
    expect(moved?.phone).toBe('13800000009');
  });

  it('are held by one living person of a county, whoever writes', async () => {
    const twin = test.database.execute(sql`
      insert into person (county_code, village_code, name, id_number_sealed, id_number_hash)
      select county_code, village_code, '冒名', id_number_sealed, id_number_hash
      from person where id_number_hash is not null and ended_at is null limit 1`);
    await expect(twin).rejects.toMatchObject({ cause: { constraint_name: 'person_id_number' } });
  });
});

/** Somebody who reads another table all the while and so keeps the rows of before in sight; the embedded database has one connection. */
async function lookOn(): Promise<{ end: () => void; ended: Promise<void> }> {
  if (databaseKind === 'embedded') return { end: () => {}, ended: Promise.resolve() };
  let end = () => {};
  const told = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const ended = test.database.transaction(
    async (tx) => {
      await tx.execute(sql`select from area limit 1`);
      begin();
      await told;
    },
    { isolationLevel: 'repeatable read' },
  );
  await begun;
  return { end, ended };
}

describe('the key', () => {
  const settings = { dataDirectory, sealKeys: null };
  const keyFile = join(dataDirectory, 'seal.key');

  it('that is missing or wrong is refused at the start, and the right one taken', async () => {
    await openSeal(test.database, { dataDirectory, sealKeys: [testKey] });
    await expect(openSeal(test.database, settings)).rejects.toThrow(/their key is missing\. Put the key file back/);
    await expect(openSeal(test.database, { dataDirectory, sealKeys: [otherKey] })).rejects.toThrow(
      /encrypted by another key than that in CUNTU_KEY \(key [0-9a-f]{8} is needed\)/,
    );
    writeKeyFile(keyFile, [otherKey]);
    await expect(openSeal(test.database, settings)).rejects.toThrow(/another key than that in .*seal\.key/);
    writeKeyFile(keyFile, [testKey]);
    await openSeal(test.database, settings);
  });

  it('is changed while the map is in use: interrupted half-way both keys open, and a second run ends it', async () => {
    await test.database.execute(
      sql`update person set ended_at = current_date where name = '王丙' and county_code = '990202'`,
    );
    const before = await test.database.execute(
      sql`select county_code, id, seq, updated_at, name from person order by 1, 2`,
    );
    const interrupted = rotateKeys(test.database, settings, {
      onProgress: () => {
        throw new Error('the power went out');
      },
      onVerifying: () => {},
    });
    await expect(interrupted).rejects.toThrow('the power went out');
    const oldId = keyOfFile(1);
    expect(await countByKey(keyOfFile(0))).toBeGreaterThan(0);
    expect(await countByKey(oldId)).toBeGreaterThan(0);
    await expectAllFound();
    const path = files.file('late.csv', `姓名,身份证号\n赵戊,${idNumber('007')}\n`);
    await expect(importFile(test.database, { path, kind: 'person', village: '990101001001' })).rejects.toMatchObject({
      code: 'keysChanging',
    });

    const heard: [number, number][] = [];
    const onlooker = await lookOn();
    const verified = await rotateKeys(test.database, settings, {
      onProgress: (done, total) => heard.push([done, total]),
      onVerifying: () => setTimeout(onlooker.end, 1500),
    });
    await onlooker.ended;
    expect(verified).toBe(people.length + 3);
    expect(heard.at(-1)?.[0]).toBe(heard.at(-1)?.[1]);
    expect(await countByKey(oldId)).toBe(0);
    expect((await storedBytes(test.database)).includes(oldId)).toBe(false);
    expect(keysInFile(keyFile)).toHaveLength(1);
    expect(keysInFile(`${keyFile}.old`)).toEqual([testKey]);

    // As after the next start: nothing is left that needs the old key.
    giveTestKeys(keysInFile(keyFile)[0]);
    await expectAllFound();
    await openSeal(test.database, settings);
    expect(
      await test.database.execute(sql`select county_code, id, seq, updated_at, name from person order by 1, 2`),
    ).toEqual(before);
    expect(
      outcome(await importFile(test.database, { path, kind: 'person', village: '990101001001' }), 'person'),
    ).toEqual({ read: 1, new: 1 });
    // Who came from a file and moved out since is known again by the new key, too, and stays away.
    const again = await importFile(test.database, { path: files.path('people.csv'), kind: 'person' });
    expect(outcome(again, 'person')).toEqual({ read: 4, updated: 1, unchanged: 2, rejected: { sameIdNumber: 1 } });
  });

  it('in the environment is changed by giving both, and not without', async () => {
    const present = keysInFile(keyFile)[0] ?? '';
    const told = { onProgress: () => {}, onVerifying: () => {} };
    await expect(rotateKeys(test.database, { dataDirectory, sealKeys: [present] }, told)).rejects.toThrow(
      'CUNTU_KEY_OLD',
    );
    await rotateKeys(test.database, { dataDirectory, sealKeys: [otherKey, present] }, told);
    await openSeal(test.database, { dataDirectory, sealKeys: [otherKey] });
    await expectAllFound();
    await expect(openSeal(test.database, { dataDirectory, sealKeys: [present] })).rejects.toThrow(
      'another key than that in CUNTU_KEY',
    );
  });

  function keyOfFile(place: number): Buffer {
    giveTestKeys(...(keysInFile(keyFile) as [string, ...string[]]));
    const id = keyring().keys[place]?.id;
    if (!id) throw new Error('the key file has fewer keys');
    return id;
  }
});

async function countByKey(id: Buffer): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(
    sql`select count(*)::integer as count from person where substring(id_number_sealed from 2 for 4) = ${id}`,
  );
  return row?.count ?? -1;
}

/** Everybody's numbers are as they were, and the first and the last of the table are found by them. */
async function expectAllFound(): Promise<void> {
  const now = await peopleInClear(test.database, sql`county_code = '371082'`);
  expect(now).toEqual(people);
  const living = await rowsOf(
    test.database,
    `select id::float8 as id from person where county_code = '371082' and ended_at is null and household_id is not null and phone_hash is not null order by id`,
  );
  for (const { id } of [living[0], living.at(-1)].filter((row) => row !== undefined)) {
    const { name, phone, idNumber } = people.find((person) => person.id === id) ?? { name: '' };
    for (const text of [phone?.slice(-4), phone, idNumber]) {
      const { groups } = await write(test.database, scope, (tx) => find(tx, scope, { text: text ?? '', perKind: 20 }));
      expect(groups.find(({ kind }) => kind === 'person')?.items.map(({ title }) => title)).toContain(name);
    }
  }
}

function idNumber(order: string): string {
  const first = `99010119600101${order}`;
  return first + idNumberCheckDigit(first);
}
