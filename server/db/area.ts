import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { CodeRange } from '../../shared/reach.ts';

/** The county a code of any level lies in. */
export function countyOf(areaCode: string): string {
  return areaCode.slice(0, 6);
}

/** The village that a code names; null for a code of a town or a county. */
export function villageOf(areaCode: string): string | null {
  return areaCode.length === 12 ? areaCode : null;
}

/**
 * Rows whose county and village columns lie in an area of 6, 9 or 12 digits: a range, which an index on
 * (county_code, village_code) serves. A county also holds what lies in no village.
 */
export function inArea(county: SQLWrapper, village: SQLWrapper, areaCode: string): SQL {
  const inCounty = sql`${county} = ${countyOf(areaCode)}`;
  if (areaCode.length === 6) return inCounty;
  // The colon is the character after 9, and codes compare bytewise.
  return sql`(${inCounty} and ${village} >= ${areaCode} and ${village} < ${`${areaCode}:`})`;
}

/** Rows whose village lies in one of the ranges; false without any. */
export function inRanges(village: SQLWrapper, ranges: readonly CodeRange[]): SQL {
  if (ranges.length === 0) return sql`false`;
  const parts = ranges.map(({ low, high }) => sql`${village} >= ${low} and ${village} < ${high}`);
  return sql`(${sql.join(parts, sql` or `)})`;
}

/** Zones whose every household is in the reach of the request: those of its areas, and those it holds whole. */
export function heldWhole(zone: SQLWrapper): SQL {
  return sql`(
    (${zone}.village_code >= current_setting('cuntu.people_low', true) and ${zone}.village_code < current_setting('cuntu.people_high', true)
      and (current_setting('cuntu.people_ranges', true) = '' or scope_covers(current_setting('cuntu.people_ranges', true), ${zone}.village_code)))
    or ${zone}.id = any(scope_ids('cuntu.zones'))
  )`;
}
