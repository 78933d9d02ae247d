import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Scope } from '../../../server/auth/scope.ts';
import { write } from '../../../server/db/transaction.ts';
import { find } from '../../../server/features/search/find.ts';
import { type SearchKind, type SearchResult, searchResultSchema } from '../../../shared/search.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { peopleInClear } from '../../support/people.ts';
import { scopeOf } from '../../support/scope.ts';

const scope = scopeOf('villageOfficial', '371082');
let test: TestDatabase;
type Person = {
  id: number;
  household: number;
  name: string;
  pinyin: string;
  initials: string;
  phone: string;
  idNumber: string;
  village: string;
};
let somebody: Person;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  const [row] = await test.database.execute<Omit<Person, 'phone' | 'idNumber'>>(sql`
    select id::float8 as id, household_id::float8 as household, name, pinyin, initials, village_code as village
    from person where phone_hash is not null and id_number_hash is not null and length(name) = 3 and village_code = '371082999002' and is_head order by id limit 1`);
  const [clear] = row ? await peopleInClear(test.database, sql`id = ${row.id}`) : [];
  if (!row || !clear?.phone || !clear.idNumber) throw new Error('the demo has nobody with a phone');
  somebody = { ...row, phone: clear.phone, idNumber: clear.idNumber };
});
afterAll(() => test?.close());

async function search(text: string, areaCode?: string, perKind = 20): Promise<SearchResult> {
  const result = await write(test.database, scope, (tx) => find(tx, scope, { text, areaCode, perKind }));
  return searchResultSchema.parse(result);
}

async function group(kind: SearchKind, text: string, areaCode?: string) {
  const found = (await search(text, areaCode)).groups.find((candidate) => candidate.kind === kind);
  return found ?? { kind, total: 0, items: [] };
}

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await test.database.execute<{ count: number }>(sql`select count(*)::integer as count from ${query}`);
  return row?.count ?? -1;
}

describe('the search', () => {
  it('finds a person by name, by the given name, by pinyin, by initials and by the end of the phone', async () => {
    const byName = await group('person', somebody.name);
    expect(byName.total).toBe(await count(sql`person where name like ${`%${somebody.name}%`} and ended_at is null`));
    expect(byName.items.map((item) => item.title)).toContain(somebody.name);
    for (const text of [
      somebody.name,
      somebody.name.slice(1),
      somebody.pinyin,
      somebody.initials,
      somebody.phone.slice(-4),
    ]) {
      const { items, total } = await group('person', text, somebody.village);
      expect(total, text).toBeGreaterThan(0);
      if (total <= 20)
        expect(
          items.map((item) => item.id),
          text,
        ).toContain(somebody.household);
    }
  });

  it('finds a person by the whole phone and the whole identity number, and by no part of them but the last four digits', async () => {
    const { phone, idNumber, household } = somebody;
    const spaced = `${phone.slice(0, 3)}-${phone.slice(3, 7)} ${phone.slice(7)}`;
    for (const text of [phone, `+86 ${phone}`, spaced, idNumber, idNumber.toLowerCase()]) {
      const { items, total } = await group('person', text);
      expect([total, items[0]?.id], text).toEqual([1, household]);
    }
    for (const text of [phone.slice(0, 10), phone.slice(1), idNumber.slice(0, 17), idNumber.slice(6, 14)]) {
      expect(await group('person', text), text).toMatchObject({ total: 0 });
    }
    const asMember = new Scope({ accountId: 'test', actor: 'test' }, [
      {
        role: 'partyMember',
        reach: { kind: 'links', villageCode: somebody.village, zones: [], households: [household] },
      },
    ]);
    const byMember = async (text: string) =>
      (await write(test.database, asMember, (tx) => find(tx, asMember, { text, perKind: 5 }))).groups.map(
        ({ kind }) => kind,
      );
    expect(await byMember(phone)).toEqual(['person']);
    expect(await byMember(idNumber)).toEqual([]);
  });

  it('puts the area first, then the exact before what begins so and what contains it', async () => {
    const { items } = await group('person', somebody.name.slice(0, 1), '371082999003');
    expect(items.length).toBe(20);
    expect(new Set(items.map((item) => item.villageCode))).toEqual(new Set(['371082999003']));
    const byInitials = await group('person', somebody.initials);
    const exact = await count(sql`person where initials = ${somebody.initials} and ended_at is null`);
    const initials = await Promise.all(
      byInitials.items
        .slice(0, exact)
        .map((item) =>
          count(
            sql`person where household_id = ${item.id} and name = ${item.title} and initials = ${somebody.initials}`,
          ),
        ),
    );
    expect(initials.every((found) => found > 0)).toBe(true);
  });

  it('finds a household by its number with and without prefix and zeros, and by its door', async () => {
    const [home] = await test.database.execute<{ id: number; number: string; address: string }>(sql`
      select id::float8 as id, number, address from household
      where village_code = '371082999001' and number like 'H-00%' and address like '% % 号' order by number limit 1`);
    if (!home) throw new Error('the demo has no household with a door');
    const running = String(Number(home.number.slice(2)));
    for (const text of [
      home.number,
      home.number.toLowerCase(),
      home.number.slice(2),
      running,
      `h${running}`,
      home.address,
      home.address.replaceAll(' ', ''),
    ]) {
      const { items } = await group('household', text, '371082999001');
      expect(items[0]?.id, text).toBe(home.id);
      expect(items[0]?.subtitle, text).toContain(home.address);
    }
    const padded = await group('household', home.number);
    expect(padded.total).toBe(await count(sql`household where number = ${home.number} and ended_at is null`));
  });

  it('finds streets once however many pieces they have, zones, places, hazards and areas', async () => {
    const [street] = await test.database.execute<{ name: string; pinyin: string }>(sql`
      select name, pinyin from street where name <> '' group by name, pinyin having count(*) > 1 order by count(*) desc limit 1`);
    const streets = await group('street', street?.name ?? '');
    expect(streets.total).toBe(
      await count(sql`(select distinct village_code, name from street where name like ${`%${street?.name}%`}) one`),
    );
    expect(streets.items[0]?.bounds).toHaveLength(4);
    expect((await group('street', street?.pinyin ?? '')).items.map((item) => item.title)).toContain(street?.name);

    const [lane] = await test.database.execute<{ id: number; name: string; initials: string }>(
      sql`select id::float8 as id, name, initials from zone where level = 'lane' order by id limit 1`,
    );
    expect((await group('zone', lane?.name ?? '')).items[0]?.id).toBe(lane?.id);
    expect((await group('zone', lane?.initials ?? '')).items.map((item) => item.id)).toContain(lane?.id);

    const [place] = await test.database.execute<{ id: number; name: string }>(
      sql`select id::float8 as id, name from place order by id limit 1`,
    );
    expect((await group('place', place?.name ?? '')).items.map((item) => item.id)).toContain(place?.id);
    const [hazard] = await test.database.execute<{ id: number; number: string; title: string }>(
      sql`select id::float8 as id, number, title from hazard order by id limit 1`,
    );
    for (const text of [hazard?.number, hazard?.number.replace('-', ''), hazard?.title]) {
      expect(
        (await group('hazard', text ?? '')).items.map((item) => item.id),
        text,
      ).toContain(hazard?.id);
    }
    const town = await group('area', '371082999');
    expect(town.items[0]).toMatchObject({ code: '371082999', countyCode: '371082' });
    expect(town.total).toBe(4);
  });

  it('takes wildcards, quotes and statements for the text they are', async () => {
    const persons = await count(sql`person`);
    for (const text of [
      '%',
      '_',
      '%%',
      '\\',
      "'",
      `' or 1=1 --`,
      `'; drop table person; --`,
      '$1',
      '{}',
      '(',
      '\u0000'.replace('\u0000', '?'),
      '🙂',
    ]) {
      expect((await search(text)).groups, text).toEqual([]);
    }
    expect(await count(sql`person`)).toBe(persons);
    expect((await group('person', `${somebody.name.slice(0, 1)}%`)).total).toBe(0);
  });

  it('tells where, and never a phone number', async () => {
    const found = await search(somebody.phone.slice(-4));
    expect(JSON.stringify(found)).not.toContain(somebody.phone);
    const item = found.groups
      .find((candidate) => candidate.kind === 'person')
      ?.items.find(({ id }) => id === somebody.household);
    expect(item?.subtitle).toContain('东岭村');
    expect(item?.villageCode).toBe(somebody.village);
  });

  it('finds nobody who has left', async () => {
    const before = await group('person', somebody.name);
    await test.database.execute(sql`update person set ended_at = current_date where id = ${somebody.id}`);
    expect((await group('person', somebody.name)).total).toBe(before.total - 1);
    await test.database.execute(sql`update person set ended_at = null where id = ${somebody.id}`);
  });
});
