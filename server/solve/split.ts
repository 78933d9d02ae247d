import type { Highs } from 'highs';
import type { SplitResult } from '../../shared/suggest.ts';
import { metresBetween, type Plane, planeOf } from '../../shared/walking.ts';
import { highs } from './highs.ts';
import { Partition, type PartitionProblem } from './partition.ts';
import { searchPartition } from './partitionSearch.ts';
import { bestFlow } from './programme.ts';

export type SplitTask = {
  /** Degrees; NaN without a position: those fill up whatever part has room. */
  households: { id: Int32Array; lng: Float64Array; lat: Float64Array };
  parts: number;
  minHouseholds: number;
  maxHouseholds: number;
};

/** Rounds of the search when time allows; more do not find anything better in a village. */
const rounds = 400;
/** Every run of the same task gives the same parts. */
const seed = 1;
/** Seconds that are there for keeping the limits exactly, however short the search was; it takes a fraction of one. */
const leastForBounds = 10;

/**
 * Splits households into compact parts within limits: nearly the least sum of distances to the central household of each
 * part. The limits are kept whenever so many households can make so many parts; else `within` is false and the parts are
 * as even as can be. Takes memory for a distance from each household to each.
 */
export async function split(task: SplitTask, seconds: number): Promise<SplitResult> {
  const { households } = task;
  const count = households.id.length;
  const parts = Math.max(1, Math.min(task.parts, count));
  const within = parts === task.parts && parts * task.minHouseholds <= count && count <= parts * task.maxHouseholds;
  const problem: PartitionProblem = {
    ...distances(task),
    weight: new Float64Array(count).fill(1),
    parts,
    min: within ? task.minHouseholds : Math.floor(count / parts),
    max: within ? task.maxHouseholds : Math.ceil(count / parts),
  };
  const found = searchPartition(problem, { seconds, rounds: parts === 1 ? 0 : rounds, seed });
  const partition = new Partition(problem, found);
  settle(await highs(), partition, Math.max(leastForBounds, seconds));
  return resultOf(task, partition, within);
}

function distances({ households: { lng, lat } }: SplitTask): Pick<PartitionProblem, 'distance' | 'canLead'> {
  const plane = planeOf(lng, lat);
  const count = lng.length;
  const distance = new Float64Array(count * count);
  for (let one = 0; one < count; one++) {
    for (let other = 0; other < one; other++) {
      const metres = metresBetween(plane, one, other);
      distance[one * count + other] = Number.isNaN(metres) ? 0 : metres;
      distance[other * count + one] = distance[one * count + other] ?? 0;
    }
  }
  return { distance, canLead: Uint8Array.from(lng, (degrees) => (Number.isNaN(degrees) ? 0 : 1)) };
}

/**
 * Gives every item to the centre that is best for all together, exactly and within bounds, as a flow of least cost, and
 * draws the centres anew, as long as that betters anything. Since weights are 1 there always is such a flow, so that
 * bounds hold whatever the search has found.
 */
export function settle(solver: Highs, partition: Partition, seconds: number): void {
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const before = { beyond: partition.beyond(), total: partition.total(), partOf: partition.partOf.slice() };
    const dealt = dealOut(solver, partition, (until - performance.now()) / 1000);
    if (!dealt) return;
    partition.restore(dealt);
    if (before.beyond > 0) continue;
    if (partition.total() < before.total - 1e-6) continue;
    partition.restore(before.partOf);
    return;
  }
}

function dealOut(solver: Highs, partition: Partition, seconds: number): Int32Array | null {
  const { distance, weight, parts, min, max } = partition.problem;
  const size = weight.length * parts;
  const cost = Float64Array.from({ length: size }, (_, arc) => {
    const centre = partition.centre[arc % parts] ?? -1;
    return centre < 0 ? 0 : Math.round((distance[Math.floor(arc / parts) * weight.length + centre] ?? 0) * 10);
  });
  const programme = {
    supply: weight,
    leaves: parts,
    parent: new Int32Array(parts).fill(-1),
    lower: new Float64Array(parts).fill(min),
    upper: new Float64Array(parts).fill(max),
    slack: new Float64Array(2 * parts),
    open: new Uint8Array(size).fill(1),
  };
  const flow = bestFlow(solver, programme, [cost], firstArcs(partition, cost), seconds);
  if (!flow) return null;
  const dealt = new Int32Array(weight.length);
  for (const arc of flow.arcs.keys()) dealt[Math.floor(arc / parts)] = arc % parts;
  return dealt;
}

/** The way to the own part and to those near; all ways when the parts are not within bounds, since few might not suffice. */
function firstArcs(partition: Partition, cost: Float64Array): Iterable<number> {
  const { parts } = partition.problem;
  if (partition.beyond() > 0) return cost.keys();
  return Array.from(partition.partOf).flatMap((own, item) => {
    const arcs = Array.from({ length: parts }, (_, part) => item * parts + part);
    arcs.sort((a, b) => (cost[a] ?? 0) - (cost[b] ?? 0));
    return [item * parts + own, ...arcs.slice(0, 4)];
  });
}

/** From north-west to south-east by the centres; rows are those of the plane. */
export function fromNorthWest<Part extends { rows: readonly number[]; centre: number }>(
  parts: readonly Part[],
  { x, y }: Plane,
): Part[] {
  const last = Number.NEGATIVE_INFINITY;
  const northWest = ({ centre }: Part) => {
    const at = (y[centre] ?? Number.NaN) - (x[centre] ?? Number.NaN);
    return Number.isNaN(at) ? last : at;
  };
  const compare = (one: number, other: number) => (one === other ? 0 : other - one);
  return parts.toSorted((a, b) => compare(northWest(a), northWest(b)) || (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
}

function resultOf(
  { households, parts: wanted, minHouseholds }: SplitTask,
  partition: Partition,
  within: boolean,
): SplitResult {
  const parts = partition.members.map((rows, part) => ({
    rows: rows.toSorted((a, b) => a - b),
    centre: partition.centre[part] ?? -1,
    metres: partition.cost[part] ?? 0,
  }));
  const isFew = households.id.length < wanted * minHouseholds;
  return {
    parts: fromNorthWest(parts, planeOf(households.lng, households.lat)).map(({ rows, centre, metres }) => ({
      householdIds: rows.map((row) => households.id[row] ?? 0),
      zoneIds: [],
      centre: households.id[centre] ?? null,
      metres,
    })),
    metres: partition.total(),
    within,
    because: within ? null : isFew ? 'tooFew' : 'tooMany',
  };
}
