import { sql } from 'drizzle-orm';
import type { HazardSeverity } from '../../../shared/hazard.ts';
import type { HouseholdRanking, HouseholdRankingInput } from '../../../shared/triage.ts';
import { byUrgency, type UrgencyFacts, urgencyOf, visitOverdue } from '../../../shared/urgency.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf, inArea } from '../../db/area.ts';
import { dayOf, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';
import { idArray } from '../../db/ids.ts';
import { isExactSql, shownCategorySql } from '../../db/keyPerson.ts';
import { countySettings } from '../../db/settings.ts';
import { zonesWithin } from '../../db/zone.ts';
import { dangerSql, inReach } from '../../triage/exposure.ts';

type Row = {
  id: number;
  severities: HazardSeverity[] | null;
  persons: number;
  keyPersons: UrgencyFacts['keyPersons'] | null;
  needHelp: number;
  cadence: number | null;
  idleDays: number | null;
};

/**
 * The households of an area that are the most urgent to call on: by the open hazards that reach them, by who lives there,
 * by how far the visit that is owed to them is overdue, and by how long ago the last one was. Key people count where
 * whoever asks may know where they live: the browser, which is told no more, finds the same.
 */
export async function rankHouseholds(tx: Tx, scope: Scope, input: HouseholdRankingInput): Promise<HouseholdRanking> {
  const countyCode = countyOf(input.areaCode);
  const settings = await countySettings(tx, countyCode);
  const rows = await householdFacts(tx, scope, input, settings.hazardReach);
  const ranked = rows
    .map((row) => {
      const urgency = urgencyOf(factsOf(row), input.weights ?? settings.urgencyWeights);
      return { id: row.id, score: urgency.score, urgency };
    })
    .sort(byUrgency)
    .slice(0, input.limit);
  const items = await tx.execute<Omit<HouseholdRanking[number], 'urgency'>>(sql`
    select household.id::float8 as id, household.village_code as "villageCode", household.number, household.address,
      lane.name as "laneName", ${position(sql`household.geometry`)} as position
    from unnest(${idArray(ranked.map(({ id }) => id))}) with ordinality wanted (id, place)
    join household on household.county_code = ${countyCode} and household.id = wanted.id
    left join zone lane on lane.county_code = household.county_code and lane.id = household.lane_id
    order by wanted.place`);
  const urgencies = new Map(ranked.map(({ id, urgency }) => [id, urgency]));
  return [...items].map((item) => ({ ...item, urgency: urgencies.get(item.id) ?? { score: 0, reasons: [] } }));
}

function factsOf({ severities, persons, keyPersons, needHelp, cadence, idleDays }: Row): UrgencyFacts {
  return {
    severities: severities ?? [],
    persons,
    keyPersons: keyPersons ?? {},
    needHelp,
    overdueDays: visitOverdue(cadence, idleDays),
    idleDays,
  };
}

async function householdFacts(
  tx: Tx,
  scope: Scope,
  { areaCode, zoneId }: HouseholdRankingInput,
  reach: Parameters<typeof dangerSql>[1],
): Promise<Row[]> {
  const countyCode = countyOf(areaCode);
  const inZone = zoneId === null ? sql`true` : sql`household.lane_id in ${zonesWithin(countyCode, zoneId)}`;
  const rows = await tx.execute<Row>(sql`
    with danger as materialized (
      ${dangerSql(sql`hazard.county_code = ${countyCode} and hazard.state not in ('closed', 'rejected')`, reach)}
    ),
    meant as materialized (
      select household.id, household.geometry from household
      where ${inArea(sql`household.county_code`, sql`household.village_code`, areaCode)} and household.ended_at is null and ${inZone}
    ),
    endangered as (
      select meant.id, json_agg(hazard.severity order by hazard.severity) as severities
      from (${inReach}) exposed
      join meant on meant.id = exposed.household_id
      join hazard on hazard.county_code = ${countyCode} and hazard.id = exposed.id
      group by meant.id
    ),
    living as (
      select person.household_id as id, count(*)::integer as persons
      from meant
      join person on person.county_code = ${countyCode} and person.household_id = meant.id and person.ended_at is null
      group by 1
    ),
    cared as materialized (
      select person.household_id as id, person.id as person_id, ${shownCategorySql(scope)} as category,
        key_person.needs_help_to_move, key_person.visit_every_days
      from meant
      join person on person.county_code = ${countyCode} and person.household_id = meant.id and person.ended_at is null
      join key_person on key_person.county_code = ${countyCode} and key_person.person_id = person.id and key_person.to_on is null
      where ${isExactSql(scope)}
    ),
    tagged as (
      select id, json_object_agg(category, persons) as key_persons
      from (select id, category, count(*)::integer as persons from cared group by 1, 2) by_category
      group by id
    ),
    owed as (
      select id, min(visit_every_days) as cadence,
        (count(distinct person_id) filter (where needs_help_to_move))::integer as need_help
      from cared group by id
    ),
    visited as (
      select visit.household_id as id, max(${dayOf(sql`visit.visited_at`)}) as last_on
      from meant join visit on visit.county_code = ${countyCode} and visit.household_id = meant.id
      group by 1
    )
    select meant.id::float8 as id, endangered.severities, coalesce(living.persons, 0) as persons,
      tagged.key_persons as "keyPersons", coalesce(owed.need_help, 0) as "needHelp", owed.cadence,
      ${today()}::date - visited.last_on as "idleDays"
    from meant
    left join endangered on endangered.id = meant.id
    left join living on living.id = meant.id
    left join tagged on tagged.id = meant.id
    left join owed on owed.id = meant.id
    left join visited on visited.id = meant.id`);
  return [...rows];
}
