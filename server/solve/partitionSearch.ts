import { Partition, type PartitionProblem, randomOf } from './partition.ts';

export type PartitionEffort = { seconds: number; rounds: number; seed: number };

/** Parts this near to one another exchange items. */
const nearbyParts = 7;
/** An exchange that loses more than this share of two parts around their centres gains nothing by new centres either. */
const worthALook = 0.1;
/** Smaller gains are rounding. */
const gain = 1e-9;

/**
 * Divides items into parts around centres, within bounds where any such division was found, at nearly the least sum of
 * distances: capacitated p-median by iterated local search. A round scatters a few neighbouring parts around new centres
 * and mends the division by moving and exchanging items, each judged with the best centres after it. What is beyond
 * bounds has a price that rises while it is paid and falls while it is not. The same seed and rounds give the same result,
 * unless the time is up before. Returns the part by item.
 */
export function searchPartition(problem: PartitionProblem, effort: PartitionEffort): Int32Array {
  const random = randomOf(effort.seed);
  const until = performance.now() + effort.seconds * 1000;
  const all = Array.from(problem.weight.keys());
  const partition = new Partition(problem, new Int32Array(problem.weight.length).fill(-1));
  partition.penalty = Math.max(1e-6, averageDistance(problem));
  scatter(
    partition,
    all,
    Array.from({ length: problem.parts }, (_, part) => part),
    random,
  );
  improve(partition, [...partition.members.keys()]);

  let [current, best] = [partition.partOf.slice(), partition.partOf.slice()];
  let [value, bestTotal] = [partition.value(), partition.beyond() > 0 ? Number.POSITIVE_INFINITY : partition.total()];
  const [floor, ceiling] = [partition.penalty / 50, partition.penalty * 1000];
  for (let round = 0; round < effort.rounds && problem.parts > 1; round++) {
    if (performance.now() > until) break;
    const parts = someParts(partition, random);
    scatter(
      partition,
      parts.flatMap((part) => partition.members[part] ?? []),
      parts,
      random,
    );
    improve(partition, parts);
    const isWithin = partition.beyond() <= gain;
    if (isWithin && partition.total() < bestTotal - gain) {
      bestTotal = partition.total();
      best = partition.partOf.slice();
    }
    // A little worse is taken now and then, so that the search leaves a valley.
    const warmth = 0.02 * (1 - round / effort.rounds) * random();
    if (partition.value() < value + warmth * (value / problem.parts)) current = partition.partOf.slice();
    else partition.restore(current);
    partition.penalty = Math.min(
      ceiling,
      Math.max(floor, partition.penalty * (partition.beyond() > gain ? 1.1 : 0.97)),
    );
    value = partition.value();
  }
  return bestTotal === Number.POSITIVE_INFINITY ? current : best;
}

function averageDistance({ distance }: PartitionProblem): number {
  return distance.length === 0 ? 1 : distance.reduce((sum, metres) => sum + metres, 0) / distance.length;
}

/** A part with one to three of those around it. */
function someParts(partition: Partition, random: () => number): number[] {
  const start = Math.floor(random() * partition.members.length);
  return [start, ...nearestParts(partition, start).slice(0, 1 + Math.floor(random() * 3))];
}

function nearestParts(partition: Partition, part: number): number[] {
  const { distance, weight } = partition.problem;
  const centre = partition.centre[part] ?? -1;
  const away = partition.members.map((_, other) => {
    const there = partition.centre[other] ?? -1;
    return centre < 0 || there < 0 ? 0 : (distance[centre * weight.length + there] ?? 0);
  });
  const others = [...partition.members.keys()].filter((other) => other !== part);
  return others.sort((a, b) => (away[a] ?? 0) - (away[b] ?? 0)).slice(0, nearbyParts);
}

/** Deals items out to parts around new centres, drawn far apart; whoever would lose most by waiting goes first. */
function scatter(partition: Partition, items: readonly number[], parts: readonly number[], random: () => number): void {
  const { distance, weight, canLead, max, min } = partition.problem;
  const between = (one: number, other: number) => distance[one * weight.length + other] ?? 0;
  const centres = drawCentres(
    items.filter((item) => canLead[item] === 1),
    parts.length,
    between,
    random,
  );
  const room = parts.map(() => max);
  const lists = parts.map((): number[] => []);
  const away = (item: number, at: number) => {
    const centre = centres[at];
    return centre === undefined ? 0 : between(item, centre);
  };
  const waiting = items.map((item) => {
    const sorted = [...parts.keys()].sort((a, b) => away(item, a) - away(item, b));
    return { item, sorted, regret: away(item, sorted[1] ?? 0) - away(item, sorted[0] ?? 0) };
  });
  waiting.sort((a, b) => b.regret - a.regret);
  for (const { item, sorted } of waiting) {
    const need = weight[item] ?? 0;
    const roomiest = [...parts.keys()].sort((a, b) => (room[b] ?? 0) - (room[a] ?? 0))[0] ?? 0;
    const at = sorted.find((part) => (room[part] ?? 0) >= need) ?? roomiest;
    room[at] = (room[at] ?? 0) - need;
    lists[at]?.push(item);
  }
  fillUp(
    lists,
    room.map((left) => max - left),
    weight,
    min,
    away,
  );
  for (const [at, part] of parts.entries()) {
    const list = lists[at] ?? [];
    partition.members[part] = list;
    for (const item of list) partition.partOf[item] = part;
    partition.refresh(part);
  }
}

/** Moves the items that lose least from parts with more than the least weight to those with less. */
function fillUp(
  lists: number[][],
  load: number[],
  weight: Float64Array,
  min: number,
  away: (item: number, at: number) => number,
): void {
  for (const [to, list] of lists.entries()) {
    while ((load[to] ?? 0) < min) {
      let found: { item: number; from: number; loss: number } | null = null;
      for (const [from, others] of lists.entries()) {
        if (from === to) continue;
        for (const item of others) {
          if ((load[from] ?? 0) - (weight[item] ?? 0) < min) continue;
          const loss = away(item, to) - away(item, from);
          if (!found || loss < found.loss) found = { item, from, loss };
        }
      }
      if (!found) break;
      const { item, from } = found;
      lists[from]?.splice(lists[from].indexOf(item), 1);
      list.push(item);
      load[from] = (load[from] ?? 0) - (weight[item] ?? 0);
      load[to] = (load[to] ?? 0) + (weight[item] ?? 0);
    }
  }
}

/** The first by chance, the others with a chance that grows with the squared distance to the nearest drawn before. */
function drawCentres(
  items: readonly number[],
  count: number,
  between: (one: number, other: number) => number,
  random: () => number,
): number[] {
  const centres: number[] = [];
  const chance = items.map(() => 1);
  while (centres.length < Math.min(count, items.length)) {
    let ticket = random() * chance.reduce((sum, share) => sum + share, 0);
    let at = chance.findIndex((share) => {
      ticket -= share;
      return ticket < 0;
    });
    if (at < 0) at = items.findIndex((item) => !centres.includes(item));
    const centre = items[at] ?? 0;
    centres.push(centre);
    for (const [other, item] of items.entries()) {
      const squared = between(item, centre) ** 2;
      if (centres.length === 1 || squared < (chance[other] ?? 0)) chance[other] = squared;
    }
  }
  return centres;
}

/** Moves and exchanges items between the parts and those around them until nothing betters the value. */
function improve(partition: Partition, changed: readonly number[]): void {
  const waiting = new Set(changed);
  for (const part of waiting) {
    waiting.delete(part);
    for (const other of nearestParts(partition, part)) {
      if (!improvePair(partition, part, other)) continue;
      waiting.add(part);
      waiting.add(other);
    }
  }
}

/** True when anything was moved between the two. */
function improvePair(partition: Partition, one: number, other: number): boolean {
  let hasMoved = false;
  while (improveOnce(partition, one, other) || improveOnce(partition, other, one)) hasMoved = true;
  return hasMoved;
}

/** One look at every item of a part and every exchange of it; whatever betters the value is done at once. */
function improveOnce(partition: Partition, from: number, to: number): boolean {
  let hasMoved = false;
  for (const item of [...(partition.members[from] ?? [])]) {
    if (partition.shiftDelta(item, to) < -gain) {
      partition.shift(item, to);
      hasMoved = true;
      continue;
    }
    const worst = worthALook * ((partition.cost[from] ?? 0) + (partition.cost[to] ?? 0));
    const other = partition.members[to]?.find(
      (there) => partition.swapDeltaAroundCentres(item, there) < worst && partition.swapDelta(item, there) < -gain,
    );
    if (other === undefined) continue;
    partition.swap(item, other);
    hasMoved = true;
  }
  return hasMoved;
}
