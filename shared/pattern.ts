import { z } from 'zod';
import { dayNumber, dayOfNumber, type Position } from './geo.ts';
import { hazardCategories } from './hazard.ts';
import { hazardFilterSchema } from './hazardFilter.ts';
import { metricAt } from './metric.ts';

/** Points as arrays, by row. */
export type Points = { lng: ArrayLike<number>; lat: ArrayLike<number> };

export type Hexagon = { position: Position; corners: Position[]; count: number; households: number };

/**
 * 六边形密度: hexagons (pointed at the top, `radius` metres to a corner) with how many points and households each holds,
 * the fullest first. The grid lies on the mean latitude of the points and starts at the same corner for the same radius
 * near the same place, so that two periods compare.
 */
export function hexagons(points: Points, rows: Iterable<number>, households: Points, radius: number): Hexagon[] {
  const list = [...rows].filter((row) => !Number.isNaN(points.lng[row] ?? Number.NaN));
  if (list.length === 0) return [];
  // Whole degrees: the same grid for everything around.
  const [west, south] = [Math.floor(points.lng[list[0] ?? 0] ?? 0), Math.floor(points.lat[list[0] ?? 0] ?? 0)];
  const metric = metricAt(south + 0.5);
  const cellOf = (lng: number, lat: number) => hexagonAt((lng - west) * metric.x, (lat - south) * metric.y, radius);
  const counts = new Map<string, { q: number; r: number; count: number; households: number }>();
  for (const row of list) {
    const { q, r } = cellOf(points.lng[row] ?? 0, points.lat[row] ?? 0);
    const key = `${q} ${r}`;
    const cell = counts.get(key) ?? { q, r, count: 0, households: 0 };
    cell.count += 1;
    counts.set(key, cell);
  }
  for (let row = 0; row < households.lng.length; row++) {
    const [lng, lat] = [households.lng[row] ?? Number.NaN, households.lat[row] ?? Number.NaN];
    if (Number.isNaN(lng) || Number.isNaN(lat)) continue;
    const { q, r } = cellOf(lng, lat);
    const cell = counts.get(`${q} ${r}`);
    if (cell) cell.households += 1;
  }
  const place = (x: number, y: number): Position => [west + x / metric.x, south + y / metric.y];
  return [...counts.values()]
    .map(({ q, r, count, households: homes }): Hexagon => {
      const [x, y] = [radius * Math.sqrt(3) * (q + r / 2), radius * 1.5 * r];
      const corners = Array.from({ length: 7 }, (_, corner) => {
        const angle = (Math.PI / 3) * (corner % 6) + Math.PI / 6;
        return place(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
      });
      return { position: place(x, y), corners, count, households: homes };
    })
    .sort((a, b) => b.count - a.count || a.position[0] - b.position[0] || a.position[1] - b.position[1]);
}

/** Axial coordinates of the hexagon a point lies in. Source: Red Blob Games, "Hexagonal Grids". */
export function hexagonAt(x: number, y: number, radius: number): { q: number; r: number } {
  const q = ((Math.sqrt(3) / 3) * x - y / 3) / radius;
  const r = ((2 / 3) * y) / radius;
  let [nearQ, nearR] = [Math.round(q), Math.round(r)];
  const nearS = Math.round(-q - r);
  const [offQ, offR, offS] = [Math.abs(nearQ - q), Math.abs(nearR - r), Math.abs(nearS + q + r)];
  if (offQ > offR && offQ > offS) nearQ = -nearR - nearS;
  else if (offR > offS) nearR = -nearQ - nearS;
  return { q: nearQ + 0, r: nearR + 0 };
}

/** How many per 1,000 households; null where nobody lives. */
export function perThousand(count: number, households: number): number | null {
  return households > 0 ? (1_000 * count) / households : null;
}

/** First day of each calendar month from a day to a day (`YYYY-MM-DD`), for a trend. */
export function monthsBetween(from: string, to: string): string[] {
  const months: string[] = [];
  for (let month = `${from.slice(0, 7)}-01`; month <= to; ) {
    months.push(month);
    const next = dayNumber(month) + 32;
    month = `${dayOfNumber(next).slice(0, 7)}-01`;
  }
  return months;
}

/** Rows of one category that lie within some metres of each other, again and again: groups of two or more, largest first. */
export function repeatSites(
  points: Points & { category: ArrayLike<number> },
  rows: readonly number[],
  metres: number,
): number[][] {
  const leader = new Map(rows.map((row) => [row, row]));
  const find = (row: number): number => {
    let at = row;
    while ((leader.get(at) ?? at) !== at) at = leader.get(at) ?? at;
    return at;
  };
  const sorted = rows
    .filter((row) => !Number.isNaN(points.lat[row] ?? Number.NaN))
    .sort((a, b) => (points.lat[a] ?? 0) - (points.lat[b] ?? 0));
  for (let one = 0; one < sorted.length; one++) {
    const row = sorted[one] ?? 0;
    const metric = metricAt(points.lat[row] ?? 0);
    for (let other = one + 1; other < sorted.length; other++) {
      const next = sorted[other] ?? 0;
      const north = ((points.lat[next] ?? 0) - (points.lat[row] ?? 0)) * metric.y;
      if (north > metres) break;
      if (points.category[next] !== points.category[row]) continue;
      const east = ((points.lng[next] ?? 0) - (points.lng[row] ?? 0)) * metric.x;
      if (Math.hypot(north, east) <= metres) leader.set(find(next), find(row));
    }
  }
  const groups = new Map<number, number[]>();
  for (const row of sorted) {
    const first = find(row);
    groups.set(first, [...(groups.get(first) ?? []), row]);
  }
  return [...groups.values()]
    .filter((group) => group.length > 1)
    .map((group) => group.sort((a, b) => a - b))
    .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
}

export const patternInputSchema = z.object({ filter: hazardFilterSchema });

/** One area or zone in the ranking. */
export const rankedSchema = z.object({
  /** Code of an area, or id of a zone as text. */
  key: z.string(),
  name: z.string(),
  count: z.number().int(),
  open: z.number().int(),
  overdue: z.number().int(),
  severe: z.number().int(),
  households: z.number().int(),
  /** Null where nobody lives. */
  perThousand: z.number().nullable(),
  /** Of those closed with a day to keep: how many kept it; of those rated, how many satisfied. */
  closed: z.number().int(),
  onTime: z.number().int(),
  rated: z.number().int(),
  satisfied: z.number().int(),
});
export type Ranked = z.infer<typeof rankedSchema>;

export const trendSchema = z.object({
  months: z.array(z.string()),
  series: z.array(
    z.object({ category: z.enum(hazardCategories), reported: z.array(z.number()), closed: z.array(z.number()) }),
  ),
});
export type Trend = z.infer<typeof trendSchema>;

export const patternSchema = z.object({
  total: z.number().int(),
  areas: z.array(rankedSchema),
  trend: trendSchema,
  repeats: z.array(
    z.object({
      position: z.tuple([z.number(), z.number()]),
      category: z.enum(hazardCategories),
      ids: z.array(z.number()),
    }),
  ),
});
export type Pattern = z.infer<typeof patternSchema>;

/** What two areas or two periods are set side by side by. */
export const compareInputSchema = z.object({ one: hazardFilterSchema, other: hazardFilterSchema });
