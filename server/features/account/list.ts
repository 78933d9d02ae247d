import { type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { type AccountPage, accountItemSchema, type accountListInputSchema } from '../../../shared/administration.ts';
import type { LockOut } from '../../auth/lockOut.ts';
import type { Scope } from '../../auth/scope.ts';
import { isoMoment, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/**
 * Accounts that an administrator may look after, by user name: those with nothing granted outside the administrator's
 * area, and those with nothing granted at all.
 */
export async function listAccounts(
  tx: Tx,
  scope: Scope,
  lockOut: LockOut,
  input: z.infer<typeof accountListInputSchema>,
): Promise<AccountPage> {
  const wanted = sql`${withinArea(scope)} and ${matching(input.search)}`;
  const [counted] = await tx.execute<{ total: number }>(sql`
    select count(*)::int as total from account where ${wanted}`);
  const rows = await tx.execute<Record<string, unknown> & { username: string }>(sql`
    select account.id, username, display_name as "displayName", ${isoMoment(sql`created_at`)} as "createdAt",
      ${isoMoment(sql`disabled_at`)} as "disabledAt", ${isoMoment(sql`last_sign_in_at`)} as "lastSignInAt",
      must_change_password as "mustChangePassword", two_factor_enabled as "twoFactorEnabled",
      exists (select from credential where credential.account_id = account.id and provider_id = 'oidc') as "identityProvider",
      (select count(*)::int from session where session.account_id = account.id and expires_at > now()) as sessions,
      case when person_id is not null then json_build_object('countyCode', person_county_code, 'id', person_id) end as person,
      ${grantsOf(sql`account.id`)} as grants, ${officesOf(sql`account`)} as offices
    from account
    where ${wanted}
    order by username
    limit ${input.limit} offset ${input.offset}`);
  const locked = await lockOut.waits(
    tx,
    rows.map(({ username }) => username),
  );
  return {
    accounts: rows.map((row) => accountItemSchema.parse({ ...row, lockedSeconds: locked.get(row.username) ?? 0 })),
    total: counted?.total ?? 0,
  };
}

function matching(search: string): SQL {
  return sql`(${search} = '' or position(lower(${search}) in username) > 0 or position(${search} in display_name) > 0)`;
}

/** No grant and no person outside the ranges of codes that the administrator holds. */
function withinArea(scope: Scope): SQL {
  const ranges = scope.areasOf('account.manage');
  const outside = (code: SQL) =>
    sql.join(
      ranges.map(({ low, high }) => sql`not (${code} >= ${low} and ${code} < ${high})`),
      sql` and `,
    );
  return sql`not exists (
      select from account_grant
      where account_grant.account_id = account.id and (to_on is null or to_on > ${today()}::date)
        and ${outside(sql`area_code`)}
    )
    and not exists (
      select from person
      where person.county_code = account.person_county_code and person.id = account.person_id
        and ${outside(sql`village_code`)}
    )`;
}

/** Grants of an account that hold or will hold, as JSON. */
export function grantsOf(accountId: SQL): SQL {
  return sql`(
    select coalesce(json_agg(json_build_object(
        'countyCode', held.county_code, 'id', held.id, 'role', held.role, 'areaCode', held.area_code,
        'areaName', coalesce(area.name, held.area_code), 'zoneId', held.zone_id, 'zoneName', zone.name,
        'fromOn', held.from_on, 'toOn', held.to_on, 'grantedBy', held.granted_by
      ) order by held.area_code, held.role, held.id), '[]')
    from account_grant held
    left join area on area.county_code = held.county_code and area.code = held.area_code
    left join zone on zone.county_code = held.county_code and zone.id = held.zone_id
    where held.account_id = ${accountId} and (held.to_on is null or held.to_on > ${today()}::date)
  )`;
}

/** What the person of an account leads or looks after today, as JSON; `account` is a row with the person's key. */
function officesOf(account: SQL): SQL {
  const day = sql`${today()}::date`;
  return sql`(
    select coalesce(json_agg(json_build_object(
        'role', office.role, 'areaCode', area.code, 'areaName', area.name, 'zoneId', office.zone_id, 'zoneName', office.zone_name
      ) order by office.zone_id nulls last, area.code), '[]')
    from (
      select case when zone_level.ordinal = (
          select max(ordinal) from zone_level other where other.county_code = zone.county_code
        ) then 'laneLead' else 'gridLead' end as role,
        zone.county_code, zone.village_code, zone.id as zone_id, zone.name as zone_name
      from zone_lead
      join zone on zone.county_code = zone_lead.county_code and zone.id = zone_lead.zone_id and zone.ended_at is null
      join zone_level on zone_level.county_code = zone.county_code and zone_level.level = zone.level
      where zone_lead.county_code = ${account}.person_county_code and zone_lead.person_id = ${account}.person_id
        and zone_lead.from_on <= ${day} and (zone_lead.to_on is null or zone_lead.to_on > ${day})
      union
      select distinct 'partyMember', link.county_code, link.village_code, null::bigint, null
      from household_link link
      where link.county_code = ${account}.person_county_code and link.member_id = ${account}.person_id
        and link.from_on <= ${day} and (link.to_on is null or link.to_on > ${day})
    ) office
    join area on area.county_code = office.county_code and area.code = office.village_code
  )`;
}
