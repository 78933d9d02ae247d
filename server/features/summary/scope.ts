import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { SummaryInput } from '../../../shared/summary.ts';
import { countyOf, inArea } from '../../db/area.ts';
import { zonesWithin } from '../../db/zone.ts';

/** What a summary is of, as conditions on the tables it counts. */
export type Within = {
  areaCode: string;
  countyCode: string;
  /** True for a row of a table with county and village, whatever zone or rectangle is asked for. */
  area(table: SQLWrapper): SQL;
  /** On `household`: in the area and, when asked, in the zone and the rectangle. */
  household: SQL;
  /** On `zone`: the zones in the area, or the zone asked for and those in it, that the rectangle touches. */
  zone: SQL;
  /** On a table of things that stand on the ground but belong to no zone. */
  ground(table: SQLWrapper): SQL;
  /** On `hazard`. */
  hazard: SQL;
  /** Nothing but the area is asked for, so that people without a household count as well. */
  whole: boolean;
};

export function within(input: SummaryInput): Within {
  const { areaCode, zoneId, bounds } = input;
  const countyCode = countyOf(areaCode);
  const area = (table: SQLWrapper) => inArea(sql`${table}.county_code`, sql`${table}.village_code`, areaCode);
  const zones = zonesWithin(countyCode, zoneId ?? 0);
  // Exact: the boxes that `&&` compares are rounded outward by up to a metre.
  const touches = (table: SQLWrapper) =>
    bounds
      ? sql`st_intersects(${table}.geometry, st_makeenvelope(${bounds[0]}::float8, ${bounds[1]}::float8, ${bounds[2]}::float8, ${bounds[3]}::float8, 4490))`
      : sql`true`;
  const inZone = (column: SQL) => (zoneId === undefined ? sql`true` : sql`${column} in ${zones}`);
  const household = sql`(household.ended_at is null and ${area(sql`household`)} and ${inZone(sql`household.lane_id`)} and ${touches(sql`household`)})`;
  return {
    areaCode,
    countyCode,
    area,
    household,
    zone: sql`(zone.ended_at is null and ${area(sql`zone`)} and ${inZone(sql`zone.id`)} and ${
      bounds
        ? sql`(${touches(sql`zone`)} or exists (
            select from household
            where household.county_code = zone.county_code and household.lane_id = zone.id
              and household.ended_at is null and ${touches(sql`household`)}
          ))`
        : sql`true`
    })`,
    ground: (table) =>
      sql`(${area(table)} and ${touches(table)} and ${
        zoneId === undefined
          ? sql`true`
          : sql`st_intersects(${table}.geometry, (select geometry from zone where county_code = ${countyCode} and id = ${zoneId}))`
      })`,
    hazard: sql`(${area(sql`hazard`)} and ${inZone(sql`hazard.zone_id`)} and ${touches(sql`hazard`)})`,
    whole: zoneId === undefined && bounds === undefined,
  };
}
