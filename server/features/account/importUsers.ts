import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import { normalUsername, usernamePattern } from '../../../shared/account.ts';
import {
  displayNameSchema,
  type ImportUsersReport,
  type importUsersSchema,
  type Post,
  postFault,
  type UserFault,
} from '../../../shared/administration.ts';
import { areaCodeSchema } from '../../../shared/area.ts';
import { labels } from '../../../shared/labels.ts';
import { type Role, reachOf, roles } from '../../../shared/permissions.ts';
import { covers } from '../../../shared/reach.ts';
import { insertAccounts, takenUsernames } from '../../auth/newAccount.ts';
import { hashPassword, oneTimePassword } from '../../auth/password.ts';
import type { Scope } from '../../auth/scope.ts';
import { today } from '../../db/calendar.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { addGrant } from './grants.ts';
import { administer, logChange } from './right.ts';
import { type Column, readUsers, type UserRow } from './usersTable.ts';

type User = {
  row: number;
  username: string;
  displayName: string;
  post: Post | null;
  person: { countyCode: string; id: number } | null;
};
type Fault = ImportUsersReport['faults'][number];

/**
 * Makes accounts from a table of users, all of them or none. With faults, or on a dry run, nothing is written; the report
 * names each row and column that is wrong. Throws AppError for a file that is no such table.
 */
export async function importUsers(
  database: Database,
  scope: Scope,
  { file, dryRun }: z.infer<typeof importUsersSchema>,
): Promise<ImportUsersReport> {
  const { encoding, rows } = readUsers(Buffer.from(file, 'base64'));
  const { users, faults } = await administer(database, scope, (tx) => check(tx, scope, rows));
  const report = { encoding, rows: rows.length, faults, created: [] };
  if (dryRun || faults.length > 0) return report;
  const given = await Promise.all(
    users.map(async (user) => {
      const password = oneTimePassword();
      return { ...user, password, passwordHash: await hashPassword(password), mustChangePassword: true };
    }),
  );
  // Passwords took a while: what was right before them is looked at once more.
  return administer(database, scope, async (tx) => {
    const again = await check(tx, scope, rows);
    if (again.faults.length > 0) return { ...report, faults: again.faults };
    const ids = await insertAccounts(tx, given);
    for (const [index, { username, displayName, person, post }] of given.entries()) {
      const accountId = ids[index] ?? '';
      await logChange(tx, scope, { action: 'createAccount', after: { accountId, username, displayName, person } });
      if (post) await addGrant(tx, scope, { accountId, username, post });
    }
    return { ...report, created: given.map(({ row, username, password }) => ({ row, username, password })) };
  });
}

async function check(tx: Tx, scope: Scope, rows: UserRow[]): Promise<{ users: User[]; faults: Fault[] }> {
  const faults: Fault[] = [];
  const users: User[] = [];
  const seen = new Set<string>();
  const taken = new Set(
    await takenUsernames(
      tx,
      rows.map(({ username }) => normalUsername(username)),
    ),
  );
  for (const row of rows) {
    const found: [Column, UserFault][] = [];
    const username = normalUsername(row.username);
    if (row.username === '') found.push(['username', 'missing']);
    else if (!usernamePattern.test(username)) found.push(['username', 'malformed']);
    else if (taken.has(username)) found.push(['username', 'taken']);
    else if (seen.has(username)) found.push(['username', 'twice']);
    seen.add(username);
    if (row.displayName === '') found.push(['displayName', 'missing']);
    else if (!displayNameSchema.safeParse(row.displayName).success) found.push(['displayName', 'malformed']);
    const place = await placeOf(tx, scope, row);
    found.push(...place.faults);
    if (place.person && seen.has(`person ${place.person.id}`)) found.push(['person', 'twice']);
    if (place.person) seen.add(`person ${place.person.id}`);
    faults.push(...found.map(([column, fault]) => ({ row: row.row, column, fault })));
    users.push({ row: row.row, username, displayName: row.displayName, post: place.post, person: place.person });
  }
  return { users, faults };
}

type Place = Pick<User, 'post' | 'person'> & { faults: [Column, UserFault][] };

/** What a row grants and whose account it is. */
async function placeOf(tx: Tx, scope: Scope, row: UserRow): Promise<Place> {
  const nowhere = (column: Column, fault: UserFault): Place => ({
    post: null,
    person: null,
    faults: [[column, fault]],
  });
  const role = roleOf(row.role);
  if (row.role === '') return nowhere('role', 'missing');
  if (!role) return nowhere('role', 'unknownRole');
  const personal = row.person === '' ? { person: null, villageCode: null } : await findPerson(tx, scope, row);
  if ('fault' in personal) return nowhere('person', personal.fault);
  // A lead or member of the register needs no grant: the office is theirs until it ends.
  const byOffice = reachOf[role] === 'links' || (reachOf[role] === 'zone' && row.zone === '');
  if (byOffice) {
    if (!personal.person) return nowhere('person', 'missing');
    if (!(await holdsOffice(tx, role, personal.person))) return nowhere('role', 'officeNotHeld');
    return { post: null, person: personal.person, faults: [] };
  }
  if (row.areaCode === '') return nowhere('areaCode', 'missing');
  if (!areaCodeSchema.safeParse(row.areaCode).success) return nowhere('areaCode', 'malformed');
  if (!covers(scope.areasOf('account.manage'), row.areaCode)) return nowhere('areaCode', 'outsideArea');
  const [area] = await tx.execute(sql`
    select 1 from area where county_code = ${row.areaCode.slice(0, 6)} and code = ${row.areaCode}`);
  if (!area) return nowhere('areaCode', 'unknownArea');
  const zoneId = row.zone === '' ? null : await findZone(tx, role, row);
  if (row.zone !== '' && zoneId === null) return nowhere('zone', 'unknownZone');
  const post = { role, areaCode: row.areaCode, zoneId };
  const fault = postFault(post);
  if (fault) return nowhere(fault === 'zoneId' ? 'zone' : fault, 'notGrantable');
  return { post, person: personal.person, faults: [] };
}

function roleOf(word: string): Role | undefined {
  const plain = word.toLowerCase();
  return roles.find((role) =>
    [role, labels.zh.role[role], labels.en.role[role]].some((name) => name.toLowerCase() === plain),
  );
}

type FoundPerson = { person: { countyCode: string; id: number }; villageCode: string } | { fault: UserFault };

/** The number is the person's within the county of the row's area, or of the administrator. */
async function findPerson(tx: Tx, scope: Scope, row: UserRow): Promise<FoundPerson> {
  if (!/^[1-9]\d{0,14}$/.test(row.person)) return { fault: 'malformed' };
  const countyCode = (row.areaCode || (scope.areasOf('account.manage')[0]?.low ?? '')).slice(0, 6);
  const id = Number(row.person);
  const [found] = await tx.execute<{ villageCode: string; taken: boolean }>(sql`
    select village_code as "villageCode", exists (
        select from account where person_county_code = ${countyCode} and person_id = ${id}
      ) as taken
    from person
    where county_code = ${countyCode} and id = ${id} and ended_at is null`);
  if (!found || !covers(scope.areasOf('account.manage'), found.villageCode)) return { fault: 'unknownPerson' };
  return found.taken ? { fault: 'personTaken' } : { person: { countyCode, id }, villageCode: found.villageCode };
}

/** A zone of the village by its name, at the level that the role leads. */
async function findZone(tx: Tx, role: Role, row: UserRow): Promise<number | null> {
  const found = await tx.execute<{ id: number }>(sql`
    select zone.id::float8 as id
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where zone.county_code = ${row.areaCode.slice(0, 6)} and zone.village_code = ${row.areaCode}
      and zone.name = ${row.zone} and zone.ended_at is null
      and (${role} = 'laneLead') = (zone_level.ordinal = (
        select max(ordinal) from zone_level other where other.county_code = zone.county_code
      ))`);
  return found.length === 1 ? (found[0]?.id ?? null) : null;
}

async function holdsOffice(
  tx: Tx,
  role: Role,
  { countyCode, id }: { countyCode: string; id: number },
): Promise<boolean> {
  const day = sql`${today()}::date`;
  const table = role === 'partyMember' ? sql`party_member` : sql`zone_lead`;
  const held =
    role === 'partyMember' ? sql`ended_at is null` : sql`from_on <= ${day} and (to_on is null or to_on > ${day})`;
  const [found] = await tx.execute(sql`
    select 1 from ${table} where county_code = ${countyCode} and person_id = ${id} and ${held} limit 1`);
  return found !== undefined;
}
