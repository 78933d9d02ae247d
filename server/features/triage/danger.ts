import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { nearestShelter, type ShelterPlace } from '../../../shared/exposure.ts';
import type { Position } from '../../../shared/geo.ts';
import type { Danger } from '../../../shared/hazardRegister.ts';
import type { DangerInput } from '../../../shared/triage.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { anyId } from '../../db/ids.ts';
import { countySettings } from '../../db/settings.ts';
import { flat, isWithin, regionSql } from '../../db/shape.ts';
import { dangerSql, inDanger, inReach } from '../../triage/exposure.ts';
import { dangerGeometry } from './dangerGeometry.ts';
import { exposedPeople } from './people.ts';

/** How many households are named to the map. */
const mostHouseholds = 5_000;
const mostListed = 200;

/**
 * Who and what is in danger of some hazards, or within an area: people, places, assets, the nearest shelter with room
 * for all who must leave, and who answers for them. Throws notFound where there is nothing to be in danger of.
 */
export async function dangerOf(tx: Tx, scope: Scope, input: DangerInput): Promise<Danger> {
  const { countyCode } = input;
  const danger = await dangerRelation(tx, input);
  const exposed = await tx.execute<{ id: number }>(sql`
    with danger as materialized (${danger})
    select distinct household_id::float8 as id from (${inReach}) exposed
    order by 1`);
  const ids = [...exposed].map(({ id }) => id);
  const people = await exposedPeople(tx, scope, countyCode, ids);
  return {
    ...people,
    places: await exposedPlaces(tx, countyCode, danger),
    assets: await exposedAssets(tx, countyCode, danger),
    shelter: await shelterFor(tx, countyCode, danger, people.persons),
    laneLeads: await laneLeadsOf(tx, countyCode, ids),
    members: await membersOf(tx, countyCode, ids),
    householdIds: ids.slice(0, mostHouseholds),
  };
}

/** A relation `danger` of hazards by their reach, or of one area with nothing beyond it. */
async function dangerRelation(tx: Tx, input: DangerInput): Promise<SQL> {
  const { countyCode, subject } = input;
  if (subject.kind === 'hazards') {
    const { hazardReach } = await countySettings(tx, countyCode);
    const own = subject.reach === null ? hazardReach : null;
    const relation = dangerSql(
      sql`hazard.county_code = ${countyCode} and ${anyId(sql`hazard.id`, subject.ids)}`,
      own ?? hazardReach,
    );
    const chosen =
      subject.reach === null
        ? relation
        : sql`select id, county_code, shape, ${subject.reach}::float8 as reach, latitude, flat, metric_x, metric_y from (${relation}) given`;
    const [found] = await tx.execute(sql`select from (${chosen}) danger limit 1`);
    if (!found) throw new AppError({ code: 'notFound' });
    return chosen;
  }
  return dangerGeometry(countyCode, await areaGeometry(tx, input));
}

async function areaGeometry(tx: Tx, { countyCode, subject }: DangerInput): Promise<SQL> {
  switch (subject.kind) {
    case 'region':
      return regionSql(subject.region);
    case 'zone':
      return stored(
        tx,
        sql`select geometry::text as geometry from zone where county_code = ${countyCode} and id = ${subject.zoneId}`,
      );
    case 'area':
      return stored(
        tx,
        sql`select geometry::text as geometry from area where county_code = ${countyOf(subject.areaCode)} and code = ${subject.areaCode}`,
      );
    case 'hazards':
      throw new AppError({ code: 'internal' });
  }
}

async function stored(tx: Tx, query: SQL): Promise<SQL> {
  const [row] = await tx.execute<{ geometry: string | null }>(query);
  if (!row?.geometry) throw new AppError({ code: 'notFound' });
  return sql`${row.geometry}::geometry`;
}

async function exposedPlaces(tx: Tx, countyCode: string, danger: SQL): Promise<Danger['places']> {
  const rows = await tx.execute<Danger['places'][number]>(sql`
    with danger as materialized (${danger})
    select place.id::float8 as id, place.name, place.category,
      min(st_distance(${flat(sql`place.geometry`, sql`danger.latitude`)}, ${flat(sql`danger.shape`, sql`danger.latitude`)})) as metres
    from danger
    join place on place.county_code = ${countyCode} and place.ended_at is null and ${inDanger(sql`place.geometry`)}
    group by place.county_code, place.id
    order by metres, place.id
    limit ${mostListed}`);
  return [...rows];
}

async function exposedAssets(tx: Tx, countyCode: string, danger: SQL): Promise<Danger['assets']> {
  const rows = await tx.execute<Danger['assets'][number]>(sql`
    with danger as materialized (${danger})
    select distinct asset.id::float8 as id, asset.name, asset.kind
    from danger
    join asset on asset.county_code = ${countyCode} and asset.ended_at is null
      and ${isWithin(sql`asset.geometry`, sql`danger.shape`, sql`danger.reach`)}
    order by 1
    limit ${mostListed}`);
  return [...rows];
}

type Shelter = ShelterPlace & { name: string; beyond: boolean };

/** The nearest shelter that takes them all and is in no danger itself, from the middle of what they are in danger of. */
async function shelterFor(tx: Tx, countyCode: string, danger: SQL, persons: number): Promise<Danger['shelter']> {
  const [middle] = await tx.execute<{ position: Position }>(sql`
    select ${position(sql`middle`)} as position
    from (select st_centroid(st_collect(shape)) as middle from (${danger}) danger) centre`);
  const shelters = await tx.execute<Shelter>(sql`
    with danger as materialized (${danger})
    select shelter.id::float8 as id, shelter.name, ${position(sql`shelter.geometry`)} as position, shelter.capacity, shelter.taken,
      not exists (select from place where place.county_code = ${countyCode} and place.id = shelter.id) as beyond
    from shelters_of(${countyCode}, 0, '{}') shelter
    where shelter.capacity > 0 and not shelter.endangered and not exists (select from danger where ${inDanger(sql`shelter.geometry`)})`);
  if (!middle) return null;
  const found = nearestShelter(middle.position, [...shelters], Math.max(1, persons));
  return (
    found && {
      id: found.shelter.id,
      name: found.shelter.name,
      capacity: found.shelter.capacity,
      taken: found.shelter.taken,
      beyond: found.shelter.beyond,
      position: found.shelter.position,
      metres: found.metres,
    }
  );
}

async function laneLeadsOf(tx: Tx, countyCode: string, ids: number[]): Promise<Danger['laneLeads']> {
  const rows = await tx.execute<Danger['laneLeads'][number]>(sql`
    select lead.id::float8 as id, lead.name, zone.id::float8 as "zoneId", zone.name as "zoneName", held.households
    from (
      select lane_id, count(*)::integer as households from household
      where county_code = ${countyCode} and ${anyId(sql`id`, ids)} and lane_id is not null
      group by lane_id
    ) held
    join zone on zone.county_code = ${countyCode} and zone.id = held.lane_id
    join zone_lead on zone_lead.county_code = ${countyCode} and zone_lead.zone_id = zone.id and zone_lead.to_on is null
    cross join lateral duty_people(${countyCode}, array[zone_lead.person_id]) lead
    order by held.households desc, zone.number`);
  return [...rows];
}

async function membersOf(tx: Tx, countyCode: string, ids: number[]): Promise<Danger['members']> {
  const rows = await tx.execute<Danger['members'][number]>(sql`
    select member.id::float8 as id, member.name, held.households
    from (
      select member_id, count(*)::integer as households from household_link
      where county_code = ${countyCode} and ${anyId(sql`household_id`, ids)} and to_on is null
      group by member_id
    ) held
    cross join lateral duty_people(${countyCode}, array[held.member_id]) member
    order by held.households desc, member.id`);
  return [...rows];
}
