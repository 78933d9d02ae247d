import { type SQL, sql } from 'drizzle-orm';
import {
  type AuditEntry,
  type AuditFilter,
  type AuditPage,
  type AuditPageInput,
  auditCountLimit,
  auditPageSize,
  type LogName,
  type Lookers,
  type LookersInput,
} from '../../../shared/audit.ts';
import { inArea } from '../../db/area.ts';
import { isoMoment, startOfDay } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/** How many subjects of one entry are named. */
const namedSubjects = 5;

/** A page of a log, newest first; the first page also counts what the filter finds. */
export async function listAudit(tx: Tx, input: AuditPageInput): Promise<AuditPage> {
  const items = await auditEntries(tx, input, auditPageSize + 1);
  const total = input.before === undefined ? await countEntries(tx, input) : null;
  return { items: items.slice(0, auditPageSize), hasMore: items.length > auditPageSize, total };
}

/** Entries of a log older than `before`, newest first. */
export async function auditEntries(
  tx: Tx,
  input: AuditFilter & { before?: number | undefined },
  limit: number,
): Promise<AuditEntry[]> {
  const rows = await tx.execute<AuditEntry>(sql`
    with page as (
      select ${columns[input.log]}
      from ${sql.identifier(input.log)} entry
      where ${matching(input)} and entry.id < ${input.before ?? Number.MAX_SAFE_INTEGER}
      order by entry.id desc
      limit ${limit}
    )
    select page.id::float8 as id, ${isoMoment(sql`page.at`)} as at, page.village_code as "villageCode", page.account_id as "accountId",
      page.actor, page.action, page.subject, page.fields, page.address, page.reason, page.glass,
      coalesce(cardinality(page.subject_ids), 0) as "subjectCount",
      array_to_json(coalesce(page.subject_ids[:${namedSubjects}], '{}')) as "subjectIds",
      array(
        select household.number
        from household
        where household.county_code = page.county_code and (
          page.subject in ('household', 'list', 'search', 'export') and household.id = any(page.subject_ids[:${namedSubjects}])
          or page.subject in ('person', 'keyPerson') and household.id in (
            select household_id from person
            where person.county_code = page.county_code and person.id = any(page.subject_ids[:${namedSubjects}])
          )
        )
        order by household.number
      ) as numbers
    from page
    order by page.id desc`);
  return [...rows];
}

/** Both logs as rows of one shape. Of a change only the names of what differs are told: the values may be personal. */
const columns: Record<LogName, SQL> = {
  access_record: sql`entry.county_code, entry.id, entry.at, entry.village_code, entry.account_id, entry.actor, entry.action,
    entry.subject, entry.subject_ids, entry.fields, entry.address, entry.reason, entry.glass`,
  change: sql`entry.county_code, entry.id, entry.at, entry.village_code, entry.account_id, entry.actor, entry.action, entry.subject,
    case when entry.subject_id is not null then array[entry.subject_id] end as subject_ids,
    array(
      select key from jsonb_object_keys(
        case when jsonb_typeof(entry.before) = 'object' then entry.before else '{}' end
          || case when jsonb_typeof(entry.after) = 'object' then entry.after else '{}' end
      ) key
      where entry.before -> key is distinct from entry.after -> key
      order by key
    ) as fields,
    '' as address, '' as reason, false as glass`,
};

async function countEntries(tx: Tx, input: AuditFilter): Promise<number> {
  const [row] = await tx.execute<{ total: number }>(sql`
    select count(*)::integer as total
    from (select 1 from ${sql.identifier(input.log)} entry where ${matching(input)} limit ${auditCountLimit}) found`);
  return row?.total ?? 0;
}

function matching(filter: AuditFilter): SQL {
  const { log, areaCode, who, action, subject, subjectId, from, to, glassOnly } = filter;
  const isAccess = log === 'access_record';
  const conditions = [inArea(sql`entry.county_code`, sql`entry.village_code`, areaCode)];
  if (who) conditions.push(sql`(strpos(lower(entry.actor), lower(${who}::text)) > 0 or entry.account_id = ${who})`);
  if (action) conditions.push(sql`entry.action = ${action}`);
  if (subject) conditions.push(sql`entry.subject = ${subject}`);
  if (subjectId) {
    conditions.push(
      isAccess ? sql`entry.subject_ids @> array[${subjectId}::bigint]` : sql`entry.subject_id = ${subjectId}`,
    );
  }
  if (from) conditions.push(sql`entry.at >= ${startOfDay(from)}`);
  if (to) conditions.push(sql`entry.at < ${startOfDay(to)} + interval '1 day'`);
  if (glassOnly) conditions.push(isAccess ? sql`entry.glass` : sql`false`);
  return sql.join(conditions, sql` and `);
}

/** Who was shown something of a household or of the people in it: in its dossier, in a list or among the finds of a search. */
export async function listLookers(tx: Tx, { countyCode, id, before }: LookersInput): Promise<Lookers> {
  const rows = await tx.execute<Lookers['items'][number]>(sql`
    select id::float8 as id, ${isoMoment(sql`at`)} as at, actor, action, fields, reason, glass
    from access_record
    where county_code = ${countyCode} and id < ${before ?? Number.MAX_SAFE_INTEGER} and (
      subject in ('household', 'list', 'search', 'export') and subject_ids @> array[${id}::bigint]
      or subject in ('person', 'keyPerson') and subject_ids && array(
        select person.id from person where person.county_code = ${countyCode} and person.household_id = ${id}
      )
    )
    order by access_record.id desc
    limit ${auditPageSize + 1}`);
  return { items: rows.slice(0, auditPageSize), hasMore: rows.length > auditPageSize };
}
