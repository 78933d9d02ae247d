import { type SQL, sql } from 'drizzle-orm';
import type { HouseholdListInput, HouseholdPage } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { inArea } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { householdPage } from '../../db/householdItems.ts';
import { anyId } from '../../db/ids.ts';
import { zonesWithin } from '../../db/zone.ts';

/** Households by their ids, of a zone and the zones in it, or in a party member's care. */
export function listHouseholds(tx: Tx, scope: Scope, input: HouseholdListInput): Promise<HouseholdPage> {
  return householdPage(tx, scope, sql`household.county_code = ${input.countyCode} and ${chosen(input)}`, input);
}

function chosen(input: HouseholdListInput): SQL {
  if ('ids' in input) return anyId(sql`household.id`, input.ids);
  if ('zoneId' in input) {
    return sql`household.lane_id in ${zonesWithin(input.countyCode, input.zoneId)}`;
  }
  return sql`household.id in (
    select household_id from household_link
    where county_code = ${input.countyCode} and member_id = ${input.memberId} and to_on is null
  )`;
}

type UnplacedInput = { areaCode: string; text?: string; offset: number; limit: number };

/**
 * Households of an area that no map can show yet, because nobody said where they are; with `text` only those that have
 * it in their address, number or name, or in the name of somebody who lives there.
 */
export function listUnplaced(tx: Tx, scope: Scope, input: UnplacedInput): Promise<HouseholdPage> {
  const area = inArea(sql`household.county_code`, sql`household.village_code`, input.areaCode);
  const named = input.text ? sql` and ${contains(input.text)}` : sql``;
  return householdPage(tx, scope, sql`${area} and household.geometry is null${named}`, input);
}

function contains(text: string): SQL {
  // strpos has no wildcards: a per cent sign that was typed is looked for as it is.
  const within = (words: SQL) => sql`strpos(lower(${words}), lower(${text}::text)) > 0`;
  return sql`(
    ${within(sql`household.address`)}
    or ${within(sql`household.number`)}
    or ${within(sql`household.name`)}
    or exists (
      select 1 from person
      where person.county_code = household.county_code and person.household_id = household.id
        and person.ended_at is null and ${within(sql`person.name`)}
    )
  )`;
}
