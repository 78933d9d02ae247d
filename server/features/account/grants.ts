import { sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { GrantableZone, grantInputSchema, grantRefSchema, Post } from '../../../shared/administration.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Scope } from '../../auth/scope.ts';
import { today } from '../../db/calendar.ts';
import type { Database, Tx } from '../../db/connect.ts';
import { administer, checkArea, lockAccount, logChange, refuseSelf } from './right.ts';

type NewGrant = { accountId: string; username: string; post: Post; fromOn?: string | undefined; toOn?: string | null };

/** Grants a role; nobody grants anything to themselves. Throws notAllowed, unknownArea, or notFound for the zone. */
export function grant(
  database: Database,
  scope: Scope,
  { accountId, post, fromOn, toOn }: z.infer<typeof grantInputSchema>,
): Promise<{ id: number }> {
  refuseSelf(scope, accountId);
  if (toOn !== null && toOn <= (fromOn ?? today()))
    throw new AppError({ code: 'invalidInput', detail: { field: 'toOn' } });
  return administer(database, scope, async (tx) => {
    const { username } = await lockAccount(tx, scope, accountId);
    return { id: await addGrant(tx, scope, { accountId, username, post, fromOn, toOn }) };
  });
}

/** Adds a grant to an account of the administrator's area, and logs it. Returns its id. */
export async function addGrant(
  tx: Tx,
  scope: Scope,
  { accountId, username, post, fromOn, toOn }: NewGrant,
): Promise<number> {
  const { role, areaCode, zoneId } = post;
  checkArea(scope, areaCode);
  const countyCode = areaCode.slice(0, 6);
  const [place] = await tx.execute<{ zoneFits: boolean }>(sql`
    select ${zoneId}::bigint is null or exists (
        select from zone
        where zone.county_code = ${countyCode} and zone.id = ${zoneId}::bigint
          and zone.village_code = ${areaCode} and zone.ended_at is null
      ) as "zoneFits"
    from area
    where county_code = ${countyCode} and code = ${areaCode}`);
  if (!place) throw new AppError({ code: 'unknownArea', detail: { areaCode } });
  if (!place.zoneFits) throw new AppError({ code: 'notFound', detail: { field: 'zoneId' } });
  const [added] = await tx.execute<{ id: number }>(sql`
    insert into account_grant (county_code, account_id, role, area_code, zone_id, from_on, to_on, granted_by)
    values (
      ${countyCode}, ${accountId}, ${role}, ${areaCode}, ${zoneId}::bigint, ${fromOn ?? today()}::date,
      ${toOn ?? null}::date, ${scope.actor}
    )
    returning id::float8 as id`);
  const id = added?.id ?? 0;
  const after = { accountId, username, role, areaCode, zoneId, fromOn: fromOn ?? today(), toOn: toOn ?? null };
  await logChange(tx, scope, { action: 'grant', areaCode, grantId: id, after });
  return id;
}

/** Zones of a village that a lead can be named for, by name; the innermost level is the lane lead's. Throws notAllowed. */
export function grantableZones(database: Database, scope: Scope, villageCode: string): Promise<GrantableZone[]> {
  checkArea(scope, villageCode);
  return administer(database, scope, async (tx) => {
    const rows = await tx.execute<GrantableZone>(sql`
      select zone.id::float8 as id, zone.name,
        case when zone_level.ordinal = (
          select max(ordinal) from zone_level other where other.county_code = zone.county_code
        ) then 'laneLead' else 'gridLead' end as role
      from zone
      join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
      where zone.county_code = ${villageCode.slice(0, 6)} and zone.village_code = ${villageCode} and zone.ended_at is null
      order by zone_level.ordinal, zone.number, zone.name`);
    return [...rows];
  });
}

type Ending = { accountId: string; areaCode: string; role: string; fromOn: string };

/** Ends a grant today; one that has not begun yet never holds. */
export function endGrant(
  database: Database,
  scope: Scope,
  { countyCode, id }: z.infer<typeof grantRefSchema>,
): Promise<void> {
  return administer(database, scope, async (tx) => {
    const [held] = await tx.execute<Ending>(sql`
      select account_id as "accountId", area_code as "areaCode", role, from_on::text as "fromOn"
      from account_grant
      where county_code = ${countyCode} and id = ${id} and (to_on is null or to_on > ${today()}::date)
      for update`);
    if (!held) throw new AppError({ code: 'notFound' });
    refuseSelf(scope, held.accountId);
    checkArea(scope, held.areaCode);
    await tx.execute(sql`
      update account_grant
      set to_on = greatest(from_on, ${today()}::date)
      where county_code = ${countyCode} and id = ${id}`);
    const after = { ...held, toOn: today() };
    await logChange(tx, scope, { action: 'endGrant', areaCode: held.areaCode, grantId: id, after });
  });
}
