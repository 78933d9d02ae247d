import { dayNumber, dayOfNumber, type Position } from '../../../../shared/geo.ts';
import { type HazardCategory, hazardCategories, isOpen } from '../../../../shared/hazard.ts';
import { monthsBetween, perThousand } from '../../../../shared/pattern.ts';
import { isOverdueRow, type Register, stateAt, zonePath } from '../../../map/visible.ts';

/** Days, both included. */
export type Period = { from: number; to: number };

/** The rows reported within a period. */
export function reportedIn({ hazard }: Register, rows: readonly number[], { from, to }: Period): number[] {
  return rows.filter((row) => {
    const day = hazard.reportedOn[row] ?? 0;
    return day >= from && day <= to;
  });
}

/** Where rows stand, without those that stand nowhere. */
export function positionsOf(
  { lng, lat }: { lng: Float64Array; lat: Float64Array },
  rows: readonly number[],
): Position[] {
  return rows
    .map((row): Position => [lng[row] ?? Number.NaN, lat[row] ?? Number.NaN])
    .filter(([x]) => Number.isFinite(x));
}

/** First days of the months from the first report among rows to today, at most ten years of them. */
export function monthsOf({ hazard, today }: Register, rows: readonly number[]): string[] {
  const now = dayNumber(today);
  const first = rows.reduce((least, row) => Math.min(least, hazard.reportedOn[row] || now), now);
  return monthsBetween(dayOfNumber(first), today).slice(-120);
}

/** The last day of a month, given its first. */
export function endOf(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return dayNumber(`${new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)}`);
}

export type ZoneRank = {
  id: number;
  name: string;
  count: number;
  open: number;
  overdue: number;
  households: number;
  perThousand: number | null;
  /** In the period before, of the same length. */
  before: number;
};

/** Zones of a level by how many hazards they hold, the most first; those with none are left out. */
export function rankedZones(
  register: Register,
  level: string,
  rows: readonly number[],
  before: readonly number[],
): ZoneRank[] {
  const { hazard, zones, today } = register;
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const day = dayNumber(today);
  const zoneOf = (row: number) => zonePath(hazard.zone[row] ?? 0, byId).find((zone) => zone.level === level);
  const ranks = new Map<number, ZoneRank>();
  const rankOf = (row: number): ZoneRank | null => {
    const zone = zoneOf(row);
    if (!zone) return null;
    const known = ranks.get(zone.id);
    if (known) return known;
    const { id, name, households } = zone;
    const rank = { id, name, households, count: 0, open: 0, overdue: 0, perThousand: null, before: 0 };
    ranks.set(id, rank);
    return rank;
  };
  for (const row of rows) {
    const rank = rankOf(row);
    if (!rank) continue;
    rank.count += 1;
    if (isOpen(stateAt(hazard, row))) rank.open += 1;
    if (isOverdueRow(hazard, row, day)) rank.overdue += 1;
  }
  for (const row of before) {
    const rank = rankOf(row);
    if (rank) rank.before += 1;
  }
  return [...ranks.values()]
    .map((rank) => ({ ...rank, perThousand: perThousand(rank.count, rank.households) }))
    .sort((a, b) => b.count - a.count || b.before - a.before || a.id - b.id);
}

export type Trend = { category: HazardCategory; counts: number[]; total: number };

/** Reports a month of every category that has any, the most frequent first. */
export function trendsOf({ hazard }: Register, rows: readonly number[], months: readonly string[]): Trend[] {
  const places = new Map(months.map((month, index) => [month.slice(0, 7), index]));
  const counts = new Map<HazardCategory, number[]>();
  for (const row of rows) {
    const category = hazardCategories[hazard.category[row] ?? 0] ?? 'other';
    const place = places.get(dayOfNumber(hazard.reportedOn[row] ?? 0).slice(0, 7));
    if (place === undefined) continue;
    const list = counts.get(category) ?? months.map(() => 0);
    list[place] = (list[place] ?? 0) + 1;
    counts.set(category, list);
  }
  return [...counts]
    .map(([category, list]) => ({ category, counts: list, total: list.reduce((sum, each) => sum + each, 0) }))
    .sort((a, b) => b.total - a.total || hazardCategories.indexOf(a.category) - hazardCategories.indexOf(b.category));
}
