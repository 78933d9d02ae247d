import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Assignee } from '../../../shared/hazardLoop.ts';
import type { Candidate } from '../../../shared/hazardRegister.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export type ResolvedAssignee = { personId: number | null; accountId: string | null; name: string };

/** Who an assignee is: a person who holds an office here, with their account if they have one, or an account. Throws notFound. */
export async function resolveAssignee(tx: Tx, countyCode: string, assignee: Assignee): Promise<ResolvedAssignee> {
  if (assignee.kind === 'account') {
    const [account] = await tx.execute<{ name: string; personId: number | null }>(sql`
      select name, person_id::float8 as "personId" from accounts_of(${countyCode}, '{}', array[${assignee.accountId}])`);
    if (!account) throw new AppError({ code: 'notFound', detail: { field: 'assignee' } });
    return { personId: account.personId, accountId: assignee.accountId, name: account.name };
  }
  const [person] = await tx.execute<{ name: string; accountId: string | null }>(sql`
    select person.name, account.account_id as "accountId"
    from duty_people(${countyCode}, array[${assignee.personId}::bigint]) person
    left join accounts_of(${countyCode}, array[${assignee.personId}::bigint], '{}') account on true`);
  if (!person) throw new AppError({ code: 'notFound', detail: { field: 'assignee' } });
  return { personId: assignee.personId, accountId: person.accountId, name: person.name };
}

/** Whom a hazard can be given to: the leads of its zones from the innermost out, members with households there, officials over it. */
export async function assigneeCandidates(tx: Tx, { countyCode, id }: RowRef): Promise<Candidate[]> {
  type Row = {
    personId: number | null;
    accountId: string | null;
    name: string;
    duty: Candidate['duty'];
    of: string;
    open: number;
  };
  const rows = await tx.execute<Row>(sql`
    with recursive subject as (
      select county_code, coalesce(village_code, county_code) as area_code, zone_id from hazard
      where county_code = ${countyCode} and id = ${id}
    ),
    above as (
      select zone.id, zone.parent_id, zone.name, 0 as depth
      from subject join zone on zone.county_code = subject.county_code and zone.id = subject.zone_id
      union all
      select zone.id, zone.parent_id, zone.name, above.depth + 1
      from above join zone on zone.county_code = ${countyCode} and zone.id = above.parent_id
    ),
    office as (
      select zone_lead.person_id, case when above.depth = 0 then 'laneLead' else 'gridLead' end as duty, above.name as of, above.depth
      from above
      join zone_lead on zone_lead.county_code = ${countyCode} and zone_lead.zone_id = above.id and zone_lead.to_on is null
      union all
      select linked.member_id, 'partyMember', linked.households::text, 10
      from (
        select household_link.member_id, count(*) as households
        from subject
        join household on household.county_code = subject.county_code and household.lane_id = subject.zone_id
          and household.ended_at is null
        join household_link on household_link.county_code = household.county_code and household_link.household_id = household.id
          and household_link.to_on is null
        group by household_link.member_id
        order by households desc, household_link.member_id
        limit 5
      ) linked
    ),
    candidate as (
      select distinct on (office.person_id) office.person_id, account.account_id, person.name, office.duty, office.of, office.depth
      from office
      join lateral duty_people(${countyCode}, array[office.person_id]) person on true
      left join lateral accounts_of(${countyCode}, array[office.person_id], '{}') account on true
      order by office.person_id, office.depth
    )
    select person_id::float8 as "personId", account_id as "accountId", name, duty, of,
      (
        select count(*)::integer from hazard
        where hazard.county_code = ${countyCode} and hazard.assignee_id = candidate.person_id
          and hazard.state not in ('closed', 'rejected')
      ) as open
    from (
      select person_id, account_id, name, duty, of, depth from candidate
      union all
      select null, official.account_id, official.name, official.role, area.name, 20 + 12 - length(official.area_code)
      from subject
      cross join lateral officials_over(subject.area_code) official
      join area on area.county_code = ${countyCode} and area.code = official.area_code
    ) candidate
    order by depth, name`);
  return [...rows].map(({ personId, accountId, ...row }) => ({
    ...row,
    hasAccount: accountId !== null,
    assignee: personId !== null ? { kind: 'person', personId } : { kind: 'account', accountId: accountId ?? '' },
  }));
}
