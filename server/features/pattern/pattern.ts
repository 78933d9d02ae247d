import { type SQL, sql } from 'drizzle-orm';
import { type HazardCategory, hazardCategories } from '../../../shared/hazard.ts';
import type { HazardFilter } from '../../../shared/hazardFilter.ts';
import {
  monthsBetween,
  type Pattern,
  perThousand,
  type Ranked,
  repeatSites,
  type Trend,
} from '../../../shared/pattern.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf, inArea } from '../../db/area.ts';
import { dayOf, today } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { allOf, hazardConditions } from '../../triage/hazards.ts';

/** How near hazards of one category are to be the same site again, in metres. */
const sameSiteMetres = 30;
const mostRepeats = 100;
const monthsOfTrend = 24;

/** What the hazards of a filter have in common: areas or zones ranked, trends by category, and sites that come again. */
export async function patternOf(tx: Tx, scope: Scope, filter: HazardFilter): Promise<Pattern> {
  const condition = allOf(await hazardConditions(tx, scope, filter));
  const areas = await rank(tx, condition, filter.areaCode);
  return {
    total: areas.reduce((sum, { count }) => sum + count, 0),
    areas,
    trend: await trendOf(tx, condition, filter),
    repeats: await repeatsOf(tx, condition),
  };
}

const counts = sql`
  count(*)::integer as count,
  (count(*) filter (where hazard.state not in ('closed', 'rejected')))::integer as open,
  (count(*) filter (where hazard.severity <= 2 and hazard.state not in ('closed', 'rejected')))::integer as severe,
  (count(*) filter (where hazard.state = 'closed'))::integer as closed,
  (count(*) filter (where hazard.state = 'closed' and ${dayOf(sql`hazard.closed_at`)} <= hazard.due_on))::integer as on_time,
  (count(hazard.satisfied))::integer as rated,
  (count(*) filter (where hazard.satisfied))::integer as satisfied`;

type Counted = Omit<Ranked, 'perThousand'>;

/** The areas one level below, or the zones of a village, with the most for their households first. */
async function rank(tx: Tx, condition: SQL, areaCode: string): Promise<Ranked[]> {
  const rows = areaCode.length === 12 ? await byZone(tx, condition, areaCode) : await byArea(tx, condition, areaCode);
  return rows
    .map((row) => ({ ...row, perThousand: perThousand(row.count, row.households) }))
    .sort((a, b) => (b.perThousand ?? 0) - (a.perThousand ?? 0) || b.count - a.count || a.key.localeCompare(b.key));
}

async function byArea(tx: Tx, condition: SQL, areaCode: string): Promise<Counted[]> {
  const digits = areaCode.length + 3;
  const rows = await tx.execute<Counted>(sql`
    with counted as (
      select coalesce(left(hazard.village_code, ${digits}), '') as code, ${counts},
        (count(*) filter (where hazard.due_on < ${today()}::date and hazard.state not in ('closed', 'rejected')))::integer as overdue
      from hazard where ${condition} group by 1
    ),
    lived as (
      select left(village_code, ${digits}) as code, count(*)::integer as households from household
      where ${inArea(sql`county_code`, sql`village_code`, areaCode)} and ended_at is null
      group by 1
    )
    select coalesce(counted.code, area.code) as key, coalesce(area.name, '') as name, coalesce(counted.count, 0) as count,
      coalesce(counted.open, 0) as open, coalesce(counted.overdue, 0) as overdue, coalesce(counted.severe, 0) as severe,
      coalesce(lived.households, 0) as households, coalesce(counted.closed, 0) as closed, coalesce(counted.on_time, 0) as "onTime",
      coalesce(counted.rated, 0) as rated, coalesce(counted.satisfied, 0) as satisfied
    from (
      select code, name from area
      where county_code = ${countyOf(areaCode)} and length(code) = ${digits} and left(code, ${areaCode.length}) = ${areaCode}
    ) area
    full join counted on counted.code = area.code
    left join lived on lived.code = coalesce(counted.code, area.code)`);
  return [...rows];
}

async function byZone(tx: Tx, condition: SQL, villageCode: string): Promise<Counted[]> {
  const rows = await tx.execute<Counted>(sql`
    with counted as (
      select coalesce(hazard.zone_id, 0) as id, ${counts},
        (count(*) filter (where hazard.due_on < ${today()}::date and hazard.state not in ('closed', 'rejected')))::integer as overdue
      from hazard where ${condition} group by 1
    ),
    lived as (
      select coalesce(lane_id, 0) as id, count(*)::integer as households from household
      where ${inArea(sql`county_code`, sql`village_code`, villageCode)} and ended_at is null
      group by 1
    ),
    innermost as (
      select zone.id, zone.name from zone
      where zone.county_code = ${countyOf(villageCode)} and zone.village_code = ${villageCode} and zone.ended_at is null
        and not exists (
          select from zone below
          where below.county_code = zone.county_code and below.parent_id = zone.id and below.ended_at is null
        )
    )
    select coalesce(counted.id, innermost.id)::text as key, coalesce(innermost.name, zone.name, '') as name, coalesce(counted.count, 0) as count,
      coalesce(counted.open, 0) as open, coalesce(counted.overdue, 0) as overdue, coalesce(counted.severe, 0) as severe,
      coalesce(lived.households, 0) as households, coalesce(counted.closed, 0) as closed, coalesce(counted.on_time, 0) as "onTime",
      coalesce(counted.rated, 0) as rated, coalesce(counted.satisfied, 0) as satisfied
    from innermost
    full join counted on counted.id = innermost.id
    left join zone on zone.county_code = ${countyOf(villageCode)} and zone.id = counted.id
    left join lived on lived.id = coalesce(counted.id, innermost.id)`);
  return [...rows];
}

async function trendOf(tx: Tx, condition: SQL, filter: HazardFilter): Promise<Trend> {
  const to = filter.reportedTo ?? today();
  const earliest = `${Number(to.slice(0, 4)) - monthsOfTrend / 12}${to.slice(4)}`;
  const from = filter.reportedFrom ?? earliest;
  const months = monthsBetween(from, to);
  const monthOf = (moment: SQL) => sql`to_char(${dayOf(moment)}, 'YYYY-MM-01')`;
  const rows = await tx.execute<{ category: HazardCategory; month: string; reported: number; closed: number }>(sql`
    select category, month, sum(reported)::integer as reported, sum(closed)::integer as closed
    from (
      select hazard.category, ${monthOf(sql`hazard.reported_at`)} as month, 1 as reported, 0 as closed from hazard where ${condition}
      union all
      select hazard.category, ${monthOf(sql`hazard.closed_at`)}, 0, 1 from hazard where ${condition} and hazard.closed_at is not null
    ) happened
    group by 1, 2`);
  const series = hazardCategories.flatMap((category): Trend['series'] => {
    const own = new Map([...rows].filter((row) => row.category === category).map((row) => [row.month, row]));
    if (own.size === 0) return [];
    return [
      {
        category,
        reported: months.map((month) => own.get(month)?.reported ?? 0),
        closed: months.map((month) => own.get(month)?.closed ?? 0),
      },
    ];
  });
  return { months, series };
}

async function repeatsOf(tx: Tx, condition: SQL): Promise<Pattern['repeats']> {
  const rows = await tx.execute<{ id: number; lng: number; lat: number; category: HazardCategory }>(sql`
    select hazard.id::float8 as id, st_x(point) as lng, st_y(point) as lat, hazard.category
    from hazard cross join lateral (select st_pointonsurface(hazard.geometry) as point) middle
    where ${condition}
    order by hazard.id
    limit 50000`);
  const hazards = [...rows];
  const points = {
    lng: hazards.map(({ lng }) => lng),
    lat: hazards.map(({ lat }) => lat),
    category: hazards.map(({ category }) => hazardCategories.indexOf(category)),
  };
  return repeatSites(points, [...hazards.keys()], sameSiteMetres)
    .slice(0, mostRepeats)
    .flatMap((group) => {
      const own = group.map((row) => hazards[row]).filter((hazard) => hazard !== undefined);
      const [first] = own;
      return first
        ? [
            {
              position: [first.lng, first.lat] as [number, number],
              category: first.category,
              ids: own.map(({ id }) => id),
            },
          ]
        : [];
    });
}
