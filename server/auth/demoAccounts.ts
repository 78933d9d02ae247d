import { sql } from 'drizzle-orm';
import { type DemoRole, demoPassword, demoRoles, demoUsernames } from '../../shared/demo.ts';
import { today } from '../db/calendar.ts';
import type { Database, Tx } from '../db/connect.ts';
import { insertAccounts } from './newAccount.ts';
import { hashPassword } from './password.ts';

/** Where the accounts of the demo work. */
const village = '371082999001';

/** What is granted; leads and party members have what their office gives them. */
const held: Partial<Record<DemoRole, string>> = {
  countyAnalyst: '371082',
  townOfficial: '371082999',
  villageOfficial: village,
  reporter: village,
  administrator: '371082',
};

const titles: Record<DemoRole, string> = {
  countyAnalyst: '县级分析员',
  townOfficial: '镇街干部',
  villageOfficial: '村两委',
  gridLead: '网格长',
  laneLead: '街巷长',
  partyMember: '党员',
  reporter: '随手拍村民',
  administrator: '系统管理员',
};

type Post = { role: DemoRole; displayName: string; person: Person | null };
type Person = { countyCode: string; id: number; name: string };

/**
 * One account for each role, to be called once the demo is loaded. Leads and the party member are people of the demo who
 * hold that office today, so that their account sees what the office gives.
 */
export async function createDemoAccounts(database: Database): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  await database.transaction(async (tx) => {
    const posts = await findPosts(tx);
    await insertAccounts(
      tx,
      posts.map(({ role, displayName, person }) => ({
        username: demoUsernames[role],
        displayName,
        passwordHash,
        mustChangePassword: false,
        person,
      })),
    );
    // What was given to a person is given to the account of theirs.
    await tx.execute(sql`
      update hazard set assignee_account_id = account.id
      from account
      where account.person_county_code = hazard.county_code and account.person_id = hazard.assignee_id`);
    for (const [role, areaCode] of Object.entries(held)) {
      await tx.execute(sql`
        insert into account_grant (account_id, role, county_code, area_code, from_on, granted_by)
        select id, ${role}, ${areaCode.slice(0, 6)}, ${areaCode}, ${today()}::date, 'demo'
        from account
        where username = ${demoUsernames[role as DemoRole]}`);
    }
  });
}

/** What to print at the start: who can sign in as what, or nothing where this is no demo. */
export async function describeDemoAccounts(database: Database): Promise<string[]> {
  const rows = await database.execute<{ username: string }>(sql`
    select username from account
    where disabled_at is null and exists (select from area where code = ${village} and source is null)`);
  const usernames = [...rows].map(({ username }) => username);
  const roles: DemoRole[] = demoRoles.filter((role) => usernames.includes(demoUsernames[role]));
  return roles.map((role) => `${demoUsernames[role]} ${titles[role]}`);
}

async function findPosts(tx: Tx): Promise<Post[]> {
  const office = (role: DemoRole): Post => ({ role, displayName: titles[role], person: null });
  const personal = (role: DemoRole, person: Person | undefined): Post => {
    if (!person) throw new Error(`the demo has nobody who is only ${role}`);
    return { role, displayName: person.name, person };
  };
  return [
    office('countyAnalyst'),
    office('townOfficial'),
    office('villageOfficial'),
    personal('gridLead', await onlyLead(tx, 'grid')),
    personal('laneLead', await onlyLead(tx, 'lane')),
    personal('partyMember', await onlyMember(tx)),
    office('reporter'),
    office('administrator'),
  ];
}

/** Leads just one zone, of this level, and has the fewest linked households: most grid leads are party members. */
async function onlyLead(tx: Tx, level: 'grid' | 'lane'): Promise<Person | undefined> {
  const [person] = await tx.execute<Person>(sql`
    select person.county_code as "countyCode", person.id::float8 as id, person.name
    from zone
    join zone_lead on zone_lead.county_code = zone.county_code and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    join person on person.county_code = zone_lead.county_code and person.id = zone_lead.person_id
    where zone.village_code = ${village} and zone.level = ${level} and zone.ended_at is null
      and (
        select count(*) from zone_lead other
        where other.county_code = person.county_code and other.person_id = person.id and other.to_on is null
      ) = 1
    order by (
        select count(*) from household_link link
        where link.county_code = person.county_code and link.member_id = person.id and link.to_on is null
      ), zone.id
    limit 1`);
  return person;
}

/** Has linked households and leads nothing. */
async function onlyMember(tx: Tx): Promise<Person | undefined> {
  const [person] = await tx.execute<Person>(sql`
    select person.county_code as "countyCode", person.id::float8 as id, person.name
    from party_member
    join person on person.county_code = party_member.county_code and person.id = party_member.person_id
    where party_member.village_code = ${village} and party_member.ended_at is null
      and exists (
        select from household_link link
        where link.county_code = person.county_code and link.member_id = person.id and link.to_on is null
      )
      and not exists (
        select from zone_lead
        where zone_lead.county_code = person.county_code and zone_lead.person_id = person.id and zone_lead.to_on is null
      )
    order by person.id
    limit 1`);
  return person;
}
