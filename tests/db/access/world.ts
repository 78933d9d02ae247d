import { sql } from 'drizzle-orm';
import type { Database } from '../../../server/db/connect.ts';
import { demoUsernames } from '../../../shared/demo.ts';
import type { Role } from '../../../shared/permissions.ts';

/** Where the demo's accounts work, and places beside and above it. */
export const areas = [
  '371082999001',
  '371082999002',
  '371082998001',
  '371083999001',
  '371082999',
  '371082998',
  '371083999',
  '371082',
  '371083',
] as const;

/** Two villages more: one in another town of the county, one in another county, each with one of everything. */
export async function plant(database: Database): Promise<void> {
  await plantVillage(database, '371082998001', 122.2, 36.7, '别镇');
  await plantVillage(database, '371083999001', 121.6, 36.6, '外县');
}

async function plantVillage(database: Database, code: string, lng: number, lat: number, mark: string): Promise<void> {
  const [county, town] = [code.slice(0, 6), code.slice(0, 9)];
  const box = sql`st_multi(st_makeenvelope(${lng}, ${lat}, ${lng + 0.01}, ${lat + 0.01}, 4490))`;
  const point = sql`st_setsrid(st_makepoint(${lng + 0.005}::float8, ${lat + 0.005}::float8), 4490)`;
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into area (county_code, code, level, parent_code, name, geometry)
      values (${county}, ${county}, 'county', null, ${`${mark}县`}, ${box}) on conflict do nothing`);
    await tx.execute(sql`
      insert into area (county_code, code, level, parent_code, name, geometry)
      values (${county}, ${town}, 'town', ${county}, ${`${mark}镇`}, ${box}),
        (${county}, ${code}, 'village', ${town}, ${`${mark}村`}, ${box})`);
    await tx.execute(sql`
      insert into zone_level select ${county}, level, ordinal, name_zh, name_en, lead_title_zh, lead_title_en, min_households, max_households
      from zone_level where county_code = '371082' on conflict do nothing`);
    const made = await tx.execute<{
      grid: number;
      lane: number;
      household: number;
      unplaced: number;
      person: number;
    }>(sql`
      with grid as (
        insert into zone (county_code, village_code, level, number, name, geometry)
        values (${county}, ${code}, 'grid', 1, ${`${mark}网格`}, ${box}) returning id
      )
      select (select id from grid)::float8 as grid, 0 as lane, 0 as household, 0 as unplaced, 0 as person`);
    const grid = made[0]?.grid ?? 0;
    const id = async (statement: ReturnType<typeof sql>) => {
      const [row] = await tx.execute<{ id: number }>(statement);
      return row?.id ?? 0;
    };
    const lane = await id(sql`
      insert into zone (county_code, village_code, level, parent_id, number, name, geometry)
      values (${county}, ${code}, 'lane', ${grid}, 1, ${`${mark}巷`}, ${box}) returning id::float8 as id`);
    const household = await id(sql`
      insert into household (county_code, village_code, number, address, lane_id, geometry)
      values (${county}, ${code}, 'H-9001', ${`${mark}街1号`}, ${lane}, ${point}) returning id::float8 as id`);
    await tx.execute(sql`
      insert into household (county_code, village_code, number, lane_id) values (${county}, ${code}, 'H-9002', ${lane})`);
    const person = await id(sql`
      insert into person (county_code, village_code, household_id, name, pinyin, initials, is_head)
      values (${county}, ${code}, ${household}, ${`${mark}甲`}, 'jia', 'j', true) returning id::float8 as id`);
    await tx.execute(
      sql`insert into party_member (county_code, person_id, village_code) values (${county}, ${person}, ${code})`,
    );
    await tx.execute(sql`
      insert into household_link (county_code, village_code, household_id, member_id, from_on)
      values (${county}, ${code}, ${household}, ${person}, '2024-01-01')`);
    await tx.execute(sql`
      insert into zone_lead (county_code, village_code, zone_id, person_id, from_on) values (${county}, ${code}, ${lane}, ${person}, '2024-01-01')`);
    await tx.execute(sql`
      insert into key_person (county_code, village_code, person_id, category, visit_every_days, from_on, note)
      values (${county}, ${code}, ${person}, 'mentalIllness', 14, '2024-01-01', ${`${mark}病`})`);
    await tx.execute(sql`
      insert into visit (county_code, village_code, household_id, visitor_id, kind, outcome, note, visited_at)
      values (${county}, ${code}, ${household}, ${person}, 'door', 'met', ${`${mark}记`}, now())`);
    await tx.execute(sql`
      insert into hazard (county_code, village_code, number, category, severity, state, title, zone_id, reported_at, geometry)
      values (${county}, ${code}, ${`X-${mark}`}, 'fire', 1, 'reported', ${`${mark}隐患`}, ${lane}, now(), ${point})`);
    await tx.execute(sql`
      insert into place (county_code, village_code, category, name, geometry) values (${county}, ${code}, 'clinic', ${`${mark}诊所`}, ${point})`);
    await tx.execute(sql`
      insert into asset (county_code, village_code, kind, name, geometry) values (${county}, ${code}, 'land', ${`${mark}地块`}, ${box})`);
    await tx.execute(sql`
      insert into street (county_code, village_code, kind, name, geometry)
      values (${county}, ${code}, 'main', ${`${mark}大街`}, st_multi(st_makeline(${point}, st_translate(${point}, 0.003, 0))))`);
    await tx.execute(sql`
      insert into building (county_code, village_code, kind, geometry)
      values (${county}, ${code}, 'home', st_multi(st_expand(${point}, 0.0002)))`);
    await tx.execute(sql`
      insert into landform (county_code, village_code, kind, name, geometry) values (${county}, ${code}, 'wood', ${`${mark}林`}, ${box})`);
  });
}

/** What a role of the demo reaches, told from its words and the register by nothing but plain conditions. */
export type Truth = {
  role: Role;
  /** Prefixes of the villages whose people, and whose ground, are in reach. */
  people: string | null;
  ground: string;
  zones: Set<number>;
  zonesSeen: Set<number>;
  households: Set<number>;
};

const peopleOf: Partial<Record<Role, string>> = {
  countyAnalyst: '371082',
  townOfficial: '371082999',
  villageOfficial: '371082999001',
};
const groundOf: Partial<Record<Role, string>> = { ...peopleOf, administrator: '371082' };

export async function truthOf(database: Database, role: keyof typeof demoUsernames): Promise<Truth> {
  const ids = async (statement: ReturnType<typeof sql>) => {
    const rows = await database.execute<{ id: number }>(statement);
    return new Set([...rows].map(({ id }) => id));
  };
  const me = sql`(select person_id from account where username = ${demoUsernames[role]})`;
  const isLead = role === 'gridLead' || role === 'laneLead';
  const led = await ids(
    sql`select zone_id::float8 as id from zone_lead where person_id = ${me} and to_on is null and ${isLead}`,
  );
  const inner = await ids(
    sql`select id::float8 as id from zone where parent_id in (select zone_id from zone_lead where person_id = ${me} and to_on is null) and ${isLead} and ended_at is null`,
  );
  const zones = new Set([...led, ...inner]);
  const list = (set: Set<number>) => sql`${`{${[...set].join(',')}}`}::bigint[]`;
  // A lead may be a party member as well, and then looks after linked households elsewhere.
  const linked = await ids(
    sql`select household_id::float8 as id from household_link where member_id = ${me} and to_on is null`,
  );
  const governed = await ids(
    sql`select id::float8 as id from household where lane_id = any(${list(zones)}) and ended_at is null`,
  );
  const households = new Set([...governed, ...linked]);
  const around = await ids(sql`
    select unnest(array[lane.id, lane.parent_id])::float8 as id
    from household join zone lane on lane.id = household.lane_id where household.id = any(${list(households)})`);
  return {
    role,
    people: peopleOf[role] ?? null,
    ground: groundOf[role] ?? '371082999001',
    zones,
    zonesSeen: new Set([...zones, ...[...around].filter((id) => id !== null)]),
    households,
  };
}

export function within(prefix: string | null, code: string | null): boolean {
  if (prefix === null) return false;
  return code?.startsWith(prefix) ?? false;
}
