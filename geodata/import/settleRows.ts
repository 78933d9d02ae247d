import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { villageNeeded } from './destination.ts';
import type { TableReport } from './report.ts';
import { note } from './report.ts';
import { type Destination, reject, settle } from './staged.ts';
import type { StagedTable } from './tables.ts';

/** Drops rows whose village is not known where there has to be one; throws InputError when that is all of them. */
export async function settleVillages(
  tx: Tx,
  table: StagedTable,
  destination: Destination,
  report: TableReport,
): Promise<void> {
  if (destination.villageCode === null) {
    await reject(tx, table, report, 'unknownVillage', sql`s.village_code is null and s.village is not null`);
    const [rows] = await tx.execute<{ placed: number; all: number }>(
      sql`select count(village_code)::integer as placed, count(*)::integer as all from ${sql.raw(`import_${table}`)}`,
    );
    if (rows && rows.all > 0 && rows.placed === 0) throw villageNeeded();
    await reject(tx, table, report, 'noVillage', sql`s.village_code is null`);
  }
  await settle(tx, table, destination);
}

/** Finds each household's lane by its name or number among the innermost zones of its village. */
export async function settleLanes(tx: Tx, report: TableReport): Promise<void> {
  await tx.execute(sql`
    update import_household s set lane_id = zone.id
    from zone
    join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
    where s.lane is not null and zone.county_code = s.county_code and zone.village_code = s.village_code
      and zone.ended_at is null
      and zone_level.ordinal = (select max(ordinal) from zone_level innermost where innermost.county_code = zone.county_code)
      and (zone.name = s.lane or zone.number::text = ltrim(s.lane, '0'))`);
  const rows = await tx.execute<{ feature: number }>(
    sql`select feature from import_household where lane is not null and lane_id is null order by feature limit 5`,
  );
  const [unknown] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from import_household where lane is not null and lane_id is null`,
  );
  if (unknown && unknown.count > 0) {
    const examples = rows.map(({ feature }) => String(feature));
    note(report.repaired, 'unknownLane', examples, unknown.count);
  }
}

/** Puts persons into their households; a row that names a household nobody knows is dropped. */
export async function settlePersons(tx: Tx, report: TableReport): Promise<void> {
  // Two villages of a county may each have a 张伟 in their household 1.
  await tx.execute(sql`update import_person set source_key = village_code || '/' || source_key`);
  await tx.execute(sql`
    update import_person s set household_id = household.id
    from household
    where household.county_code = s.county_code and household.village_code = s.village_code
      and household.number = s.household_number and household.ended_at is null`);
  await reject(
    tx,
    'person',
    report,
    'unknownHousehold',
    sql`s.household_number is not null and s.household_id is null`,
  );
}

/** Keeps one head a household: the first of the file, unless somebody the file does not mention is head already. */
export async function settleHeads(tx: Tx, report: TableReport): Promise<void> {
  await reject(
    tx,
    'person',
    report,
    'idNumberElsewhere',
    sql`exists (
      select from person t where t.county_code = s.county_code and t.id = s.target_id and t.village_code <> s.village_code
    )`,
  );
  const rows = await tx.execute<{ feature: number }>(sql`
    update import_person s set is_head = false
    where s.is_head and (
      exists (
        select from import_person earlier
        where earlier.is_head and earlier.household_id = s.household_id and earlier.feature < s.feature
      ) or exists (
        select from person t
        where t.county_code = s.county_code and t.household_id = s.household_id and t.is_head and t.ended_at is null
          and not exists (select from import_person mentioned where mentioned.target_id = t.id)
      )
    )
    returning s.feature`);
  const examples = rows.map(({ feature }) => String(feature));
  if (rows.length > 0) note(report.repaired, 'secondHead', examples, rows.length);
}

/** The index that allows one head at a time looks at every single row, so that old heads step down before new ones are named. */
export async function stepDownHeads(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update person t set is_head = false
    from import_person s
    where t.county_code = s.county_code and t.id = s.target_id and t.is_head and s.is_head = false`);
}

/** Numbers the hazards that came without a number, behind the highest number given so. */
export async function numberHazards(tx: Tx, destination: Destination): Promise<void> {
  await tx.execute(sql`
    with fresh as (
      select feature, coalesce(county_code, ${destination.countyCode}) as county_code,
        row_number() over (partition by coalesce(county_code, ${destination.countyCode}) order by feature) as position
      from import_hazard where number is null and target_id is null
    ), used as (
      select county_code, max(substr(number, 3)::integer) as last
      from hazard where number ~ '^I-[0-9]{1,9}$' group by county_code
    ), numbered as (
      select fresh.feature, (coalesce(used.last, 0) + fresh.position)::text as number
      from fresh left join used on used.county_code = fresh.county_code
    )
    update import_hazard s set number = 'I-' || lpad(numbered.number, greatest(4, length(numbered.number)), '0')
    from numbered where numbered.feature = s.feature`);
}

/** Finds the level of each zone, and numbers those without one behind the highest of their village and level. */
export async function settleZones(tx: Tx, report: TableReport): Promise<void> {
  await tx.execute(sql`
    update import_zone s set level = zone_level.level, ordinal = zone_level.ordinal
    from zone_level
    where zone_level.county_code = s.county_code and (
      lower(s.level) in (zone_level.level, lower(zone_level.name_zh), lower(zone_level.name_en))
      or s.level is null and zone_level.ordinal = coalesce(
        (select min(ordinal) from zone_level named where named.county_code = s.county_code and s.name like '%' || named.name_zh || '%'),
        case when s.parent is null then 1 else 2 end
      )
    )`);
  await reject(tx, 'zone', report, 'unknownLevel', sql`s.ordinal is null`);
  await tx.execute(sql`
    update import_zone s set number = known.number
    from zone known
    where s.number is null and known.county_code = s.county_code and known.village_code = s.village_code
      and known.level = s.level and known.ended_at is null
      and (known.source = s.source and known.source_key = s.source_key or known.name = s.name)`);
  await tx.execute(sql`
    with taken as (
      select village_code, level, max(number) as last from (
        select village_code, level, number from zone where ended_at is null
        union all select village_code, level, number from import_zone where number is not null
      ) numbers group by village_code, level
    ), fresh as (
      select feature, village_code, level, row_number() over (partition by village_code, level order by feature) as position
      from import_zone where number is null
    ), numbered as (
      select fresh.feature, coalesce(taken.last, 0) + fresh.position as number
      from fresh left join taken on taken.village_code = fresh.village_code and taken.level = fresh.level
    )
    update import_zone s set number = numbered.number from numbered where numbered.feature = s.feature`);
}

/** Finds the zone around each staged zone of a level: by the name or number the file gives, else by the border. */
export async function settleParents(tx: Tx, ordinal: number): Promise<void> {
  await tx.execute(sql`
    update import_zone s set parent_id = found.id
    from (
      select s.feature, min(zone.id) as id
      from import_zone s
      join zone on zone.county_code = s.county_code and zone.village_code = s.village_code and zone.ended_at is null
      join zone_level above on above.county_code = zone.county_code and above.level = zone.level and above.ordinal = s.ordinal - 1
      where s.ordinal = ${ordinal} and (
        zone.name = s.parent or zone.number::text = ltrim(s.parent, '0')
        or s.parent is null and zone.geometry && s.geometry and st_intersects(zone.geometry, st_pointonsurface(s.geometry))
      )
      group by s.feature
    ) found
    where found.feature = s.feature`);
}
