import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** The county a code of any level lies in. */
export function countyOf(areaCode: string): string {
  return areaCode.slice(0, 6);
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
