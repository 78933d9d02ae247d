import type { Highs, Model } from 'highs';
import type { SplitResult } from '../../shared/suggest.ts';
import { type Plane, planeOf } from '../../shared/walking.ts';
import { highs } from './highs.ts';
import { minimiseInTurn } from './inTurn.ts';
import { fromNorthWest } from './split.ts';

export type SplitZonesTask = {
  /** Degrees, NaN without a position; `zone` is the one of `zones` that a household is in. */
  households: { id: Int32Array; lng: Float64Array; lat: Float64Array; zone: Int32Array };
  /** What stays whole, with where its label stands, which serves while nobody lives in it. */
  zones: { id: number; position: readonly [number, number] | null }[];
  parts: number;
  minHouseholds: number;
  maxHouseholds: number;
};

/** A zone that stays whole: its households, and the one that all others are nearest to, or its label. */
type Whole = { rows: number[]; centre: number };

/**
 * Splits an outer zone into parts of whole inner zones: as few households beyond the limits of a part as can be; when that is
 * not none, as even as can be; then with the least sum of ways from households to the centre of one of the zones of their
 * part. An integer programme, so that this is the best there is. Null when the time was up.
 */
export async function splitZones(task: SplitZonesTask, seconds: number): Promise<SplitResult | null> {
  const plane = planeWithLabels(task);
  const wholes = wholesOf(task, plane);
  const parts = Math.max(1, Math.min(task.parts, wholes.length));
  const partOf = choose(await highs(), task, wholes, waysBetween(wholes, plane), parts, seconds);
  return partOf && resultOf(task, wholes, plane, partOf);
}

function planeWithLabels({ households, zones }: SplitZonesTask): Plane {
  return planeOf(
    [...households.lng, ...zones.map(({ position }) => position?.[0] ?? Number.NaN)],
    [...households.lat, ...zones.map(({ position }) => position?.[1] ?? Number.NaN)],
  );
}

function wholesOf({ households, zones }: SplitZonesTask, plane: Plane): Whole[] {
  return zones.map(({ id }, at) => {
    const rows = [...households.zone.keys()].filter((row) => households.zone[row] === id);
    return { rows, centre: centreOf(plane, rows) ?? households.id.length + at };
  });
}

/** The row that all others are nearest to; undefined when none has a position. */
function centreOf(plane: Plane, rows: readonly number[]): number | undefined {
  const placed = rows.filter((row) => !Number.isNaN(plane.x[row] ?? Number.NaN));
  const sum = (row: number) => placed.reduce((total, other) => total + metres(plane, row, other), 0);
  const sums = placed.map(sum);
  return placed[sums.indexOf(Math.min(...sums))];
}

/** Metres between two rows; none to and from what has no position. */
function metres({ x, y }: Plane, one: number, other: number): number {
  const way = Math.hypot((x[one] ?? 0) - (x[other] ?? 0), (y[one] ?? 0) - (y[other] ?? 0));
  return Number.isNaN(way) ? 0 : way;
}

/** Decimetres from all households of each zone to the centre of each other, by `zone * zones + centre`; of an empty one from its label. */
function waysBetween(wholes: readonly Whole[], plane: Plane): Float64Array {
  return Float64Array.from({ length: wholes.length ** 2 }, (_, at) => {
    const [one, other] = [wholes[Math.floor(at / wholes.length)], wholes[at % wholes.length]];
    const from = one?.rows.length ? one.rows : [one?.centre ?? 0];
    return Math.round(from.reduce((sum, row) => sum + metres(plane, row, other?.centre ?? 0), 0) * 10);
  });
}

/** The part of each zone by the best division, as the zone that the part is around; null when the time was up. */
function choose(
  solver: Highs,
  task: SplitZonesTask,
  wholes: readonly Whole[],
  ways: Float64Array,
  parts: number,
  seconds: number,
): Int32Array | null {
  const count = wholes.length;
  const columns = columnsOf(count);
  const model = solver.createModel();
  const cost = (of: (column: number) => number) => Float64Array.from({ length: columns.count }, (_, at) => of(at));
  const isSlack = (column: number) => column >= columns.slack && column < columns.most;
  try {
    model.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: 0, mip_abs_gap: 0.5 });
    buildModel(solver, model, task, wholes, parts);
    const first = minimiseInTurn(
      solver,
      model,
      cost((at) => (isSlack(at) ? 1 : 0)),
    );
    if (!first) return null;
    const isWithin = first.every((value, at) => !isSlack(at) || value < 0.5);
    const spread = cost((at) => (at === columns.most ? 1 : at === columns.least ? -1 : 0));
    if (!isWithin && !minimiseInTurn(solver, model, spread)) return null;
    const best = minimiseInTurn(
      solver,
      model,
      cost((at) => ways[at] ?? 0),
    );
    return (
      best && Int32Array.from(wholes, (_, one) => wholes.findIndex((__, at) => (best[one * count + at] ?? 0) > 0.5))
    );
  } finally {
    model.dispose();
  }
}

/**
 * Columns of the programme: whether zone `one` belongs to the part around zone `other`, by `one * zones + other`, where a zone
 * around itself says that there is such a part; what each part has too few and too many; the largest and the smallest part.
 */
function columnsOf(zones: number): { slack: number; most: number; least: number; count: number } {
  const slack = zones * zones;
  return { slack, most: slack + 2 * zones, least: slack + 2 * zones + 1, count: slack + 2 * zones + 2 };
}

function buildModel(
  { infinity, constants }: Highs,
  model: Model,
  { minHouseholds, maxHouseholds, households }: SplitZonesTask,
  wholes: readonly Whole[],
  parts: number,
): void {
  const { slack, most, least, count } = columnsOf(wholes.length);
  const { integer, continuous } = constants.variableType;
  const zones = [...wholes.keys()];
  const at = (one: number, around: number) => one * wholes.length + around;
  const row = (lower: number, upper: number, entries: readonly (readonly [number, number])[]) => {
    const used = entries.filter(([, value]) => value !== 0);
    model.addRow(lower, upper, { indices: used.map(([column]) => column), values: used.map(([, value]) => value) });
  };
  for (let column = 0; column < count; column++) model.addVar(0, column < slack ? 1 : infinity);
  const types = Array.from({ length: count }, (_, column) => (column < slack ? integer : continuous));
  model.changeColsIntegrality({ kind: 'range', from: 0, to: count - 1 }, types);
  row(
    parts,
    parts,
    zones.map((zone) => [at(zone, zone), 1]),
  );
  const all = households.id.length;
  for (const around of zones) {
    row(
      1,
      1,
      zones.map((other) => [at(around, other), 1]),
    );
    for (const one of zones) {
      if (one === around) continue;
      row(-infinity, 0, [
        [at(one, around), 1],
        [at(around, around), -1],
      ]);
    }
    const without = zones
      .filter((one) => one !== around)
      .map((one) => [at(one, around), wholes[one]?.rows.length ?? 0] as const);
    const own = wholes[around]?.rows.length ?? 0;
    row(0, infinity, [...without, [at(around, around), own - minHouseholds], [slack + 2 * around, 1]]);
    row(-infinity, 0, [...without, [at(around, around), own - maxHouseholds], [slack + 2 * around + 1, -1]]);
    row(-infinity, 0, [...without, [at(around, around), own], [most, -1]]);
    // A part that there is not says nothing about the smallest.
    row(-all, infinity, [...without, [at(around, around), own - all], [least, -1]]);
  }
}

function resultOf(
  { households, zones, minHouseholds, maxHouseholds, parts: wanted }: SplitZonesTask,
  wholes: readonly Whole[],
  plane: Plane,
  partOf: Int32Array,
): SplitResult {
  const parts = [...new Set(partOf)].map((around) => {
    const members = [...wholes.keys()].filter((at) => partOf[at] === around);
    const rows = members.flatMap((at) => wholes[at]?.rows ?? []).sort((a, b) => a - b);
    const centre = wholes[around]?.centre ?? -1;
    return { rows, centre, members, metres: rows.reduce((sum, row) => sum + metres(plane, row, centre), 0) };
  });
  const sizes = parts.map(({ rows }) => rows.length);
  const within = parts.length === wanted && sizes.every((size) => size >= minHouseholds && size <= maxHouseholds);
  return {
    parts: fromNorthWest(parts, plane).map((part) => ({
      householdIds: part.rows.map((row) => households.id[row] ?? 0),
      zoneIds: part.members.map((at) => zones[at]?.id ?? 0),
      centre: households.id[part.centre] ?? null,
      metres: part.metres,
    })),
    metres: parts.reduce((sum, part) => sum + part.metres, 0),
    within,
    because: within ? null : reasonOf(households.id.length, wholes.length, { wanted, minHouseholds, maxHouseholds }),
  };
}

function reasonOf(
  households: number,
  zones: number,
  { wanted, minHouseholds, maxHouseholds }: { wanted: number; minHouseholds: number; maxHouseholds: number },
): SplitResult['because'] {
  if (households < wanted * minHouseholds) return 'tooFew';
  if (households > wanted * maxHouseholds) return 'tooMany';
  return zones < wanted ? 'fewZones' : 'zones';
}
