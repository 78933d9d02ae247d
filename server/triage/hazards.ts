import { type SQL, sql } from 'drizzle-orm';
import { ageBreaks, type DueClass, dueClasses, type FacetName, type HazardFilter } from '../../shared/hazardFilter.ts';
import type { Scope } from '../auth/scope.ts';
import { countyOf, inArea } from '../db/area.ts';
import { dayOf, today } from '../db/calendar.ts';
import type { Tx } from '../db/connect.ts';
import { anyId } from '../db/ids.ts';
import { zonesWithin } from '../db/zone.ts';
import { whereaboutsSql } from './whereabouts.ts';

/** A filter as conditions on `hazard`: what always holds, and one for each facet, true where the facet is left open. */
export type HazardConditions = { general: SQL; facets: Record<FacetName, SQL> };

/** What the values of each facet are, as texts. */
export function facetValues(): Record<FacetName, SQL> {
  const day = today();
  const age = sql`(${day}::date - ${dayOf(sql`hazard.reported_at`)})`;
  const classes = ageBreaks.map((limit, index) => sql`when ${age} <= ${limit} then ${String(index)}`);
  return {
    category: sql`hazard.category`,
    kind: sql`hazard.kind`,
    severity: sql`hazard.severity::text`,
    state: sql`hazard.state`,
    due: dueSql(day),
    age: sql`case ${sql.join(classes, sql` `)} else ${String(ageBreaks.length)} end`,
  };
}

function dueSql(day: string): SQL {
  const [overdue, within7, later, none]: readonly DueClass[] = dueClasses;
  return sql`case
    when hazard.due_on is null or hazard.state in ('closed', 'rejected') then ${none}
    when hazard.due_on < ${day}::date then ${overdue}
    when hazard.due_on <= ${day}::date + 7 then ${within7}
    else ${later}
  end`;
}

/** Throws notFound for a feature or zone that is not there, invalidGeometry and tooMany. */
export async function hazardConditions(tx: Tx, scope: Scope, filter: HazardFilter): Promise<HazardConditions> {
  const countyCode = countyOf(filter.areaCode);
  const parts: SQL[] = [inArea(sql`hazard.county_code`, sql`hazard.village_code`, filter.areaCode)];
  if (filter.zoneId !== null) parts.push(sql`hazard.zone_id in ${zonesWithin(countyCode, filter.zoneId)}`);
  for (const where of filter.where) parts.push(await whereaboutsSql(tx, countyCode, where));
  const reportedOn = dayOf(sql`hazard.reported_at`);
  if (filter.reportedFrom !== null) parts.push(sql`${reportedOn} >= ${filter.reportedFrom}::date`);
  if (filter.reportedTo !== null) parts.push(sql`${reportedOn} <= ${filter.reportedTo}::date`);
  if (filter.responsible !== null) parts.push(isResponsible(scope, filter.responsible));
  if (filter.text !== '') parts.push(mentions(filter.text));
  if (filter.ids !== null) parts.push(anyId(sql`hazard.id`, filter.ids));
  const values = facetValues();
  const one = (facet: FacetName, wanted: readonly (string | number)[]): SQL =>
    wanted.length === 0 ? sql`true` : sql`${values[facet]} in ${wanted.map(String)}`;
  return {
    general: sql.join(parts, sql` and `),
    facets: {
      category: one('category', filter.categories),
      kind: one('kind', filter.kinds),
      severity: one('severity', filter.severities),
      state: one('state', filter.states),
      due: one('due', filter.due),
      age: one('age', filter.ages),
    },
  };
}

/** The whole filter as one condition. */
export function allOf({ general, facets }: HazardConditions): SQL {
  return sql`${general} and ${sql.join(Object.values(facets), sql` and `)}`;
}

function isResponsible(scope: Scope, responsible: NonNullable<HazardFilter['responsible']>): SQL {
  switch (responsible.kind) {
    case 'person':
      return sql`hazard.assignee_id = ${responsible.id}`;
    case 'account':
      return sql`hazard.assignee_account_id = ${responsible.id}`;
    case 'me':
      return sql`hazard.assignee_account_id = ${scope.accountId}`;
    case 'nobody':
      return sql`hazard.assignee_id is null and hazard.assignee_account_id is null`;
  }
}

function mentions(text: string): SQL {
  const pattern = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const latin = `${text.toLowerCase().replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`(hazard.number ilike ${pattern} or hazard.title ilike ${pattern} or hazard.description ilike ${pattern}
    or hazard.initials like ${latin} or hazard.pinyin like ${latin})`;
}
