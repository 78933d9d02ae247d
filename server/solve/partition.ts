/** Items to be divided into parts around a central item each; the measure is the sum of distances to the centres. */
export type PartitionProblem = {
  /** By `item * items + other`, symmetric. */
  distance: Float64Array;
  /** What each item weighs against the bounds. */
  weight: Float64Array;
  /** Items that may be centres. */
  canLead: Uint8Array;
  parts: number;
  min: number;
  max: number;
};

/** A number from 0 up to 1, the same sequence for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A division that knows at once what it would cost to move an item to another part, or to exchange two, with the best
 * centres after it: for every item it keeps the sum of distances to its own part.
 */
export class Partition {
  readonly problem: PartitionProblem;
  readonly partOf: Int32Array;
  readonly members: number[][];
  readonly load: Float64Array;
  readonly cost: Float64Array;
  /** The central item of each part; -1 when nobody in it may be. */
  readonly centre: Int32Array;
  /** Price of a unit of weight beyond the bounds. */
  penalty = 1;
  readonly #items: number;
  readonly #sum: Float64Array;

  constructor(problem: PartitionProblem, partOf: Int32Array) {
    this.problem = problem;
    this.#items = problem.weight.length;
    this.partOf = partOf.slice();
    this.members = Array.from({ length: problem.parts }, () => []);
    this.load = new Float64Array(problem.parts);
    this.cost = new Float64Array(problem.parts);
    this.centre = new Int32Array(problem.parts).fill(-1);
    this.#sum = new Float64Array(this.#items);
    this.restore(partOf);
  }

  /** Takes over another division of the same items. */
  restore(partOf: Int32Array): void {
    for (const list of this.members) list.length = 0;
    for (const [item, part] of partOf.entries()) {
      this.partOf[item] = part;
      this.members[part]?.push(item);
    }
    for (let part = 0; part < this.members.length; part++) this.refresh(part);
  }

  /** Works out a part anew. */
  refresh(part: number): void {
    const list = this.members[part] ?? [];
    let load = 0;
    for (const item of list) {
      load += this.problem.weight[item] ?? 0;
      this.#sum[item] = this.#sumTo(item, list, -1);
    }
    this.load[part] = load;
    this.cost[part] = this.#least(list, -1, -1);
    this.centre[part] =
      list.find((item) => this.problem.canLead[item] === 1 && this.#sum[item] === this.cost[part]) ?? -1;
  }

  /** Weight beyond the bounds, in all. */
  beyond(): number {
    return this.load.reduce((total, load) => total + this.#excess(load), 0);
  }

  total(): number {
    return this.cost.reduce((sum, cost) => sum + cost, 0);
  }

  /** Total with the price of what is beyond bounds. */
  value(): number {
    return this.total() + this.penalty * this.beyond();
  }

  /** Change of the value when an item leaves its part for another. */
  shiftDelta(item: number, to: number): number {
    const from = this.partOf[item] ?? 0;
    const weight = this.problem.weight[item] ?? 0;
    const beyond = this.#change(from, -weight) + this.#change(to, weight);
    return (
      this.#costWith(from, item, -1) + this.#costWith(to, -1, item) - this.#costs(from, to) + this.penalty * beyond
    );
  }

  /** The same as `swapDelta` without a change of centres, which is quick to tell and never less. */
  swapDeltaAroundCentres(one: number, other: number): number {
    const { distance, weight } = this.problem;
    const [from, to] = [this.partOf[one] ?? 0, this.partOf[other] ?? 0];
    const [here, there] = [(this.centre[from] ?? -1) * this.#items, (this.centre[to] ?? -1) * this.#items];
    if (here < 0 || there < 0) return 0;
    const heavier = (weight[other] ?? 0) - (weight[one] ?? 0);
    const beyond = heavier === 0 ? 0 : this.#change(from, heavier) + this.#change(to, -heavier);
    return (
      (distance[here + other] ?? 0) -
      (distance[here + one] ?? 0) +
      (distance[there + one] ?? 0) -
      (distance[there + other] ?? 0) +
      this.penalty * beyond
    );
  }

  /** Change of the value when two items of different parts change places. */
  swapDelta(one: number, other: number): number {
    const [from, to] = [this.partOf[one] ?? 0, this.partOf[other] ?? 0];
    const weight = (this.problem.weight[other] ?? 0) - (this.problem.weight[one] ?? 0);
    const beyond = weight === 0 ? 0 : this.#change(from, weight) + this.#change(to, -weight);
    return (
      this.#costWith(from, one, other) + this.#costWith(to, other, one) - this.#costs(from, to) + this.penalty * beyond
    );
  }

  shift(item: number, to: number): void {
    const from = this.partOf[item] ?? 0;
    this.#take(item, from);
    this.members[to]?.push(item);
    this.partOf[item] = to;
    this.refresh(from);
    this.refresh(to);
  }

  swap(one: number, other: number): void {
    const [from, to] = [this.partOf[one] ?? 0, this.partOf[other] ?? 0];
    this.#take(one, from);
    this.#take(other, to);
    this.members[to]?.push(one);
    this.members[from]?.push(other);
    this.partOf[one] = to;
    this.partOf[other] = from;
    this.refresh(from);
    this.refresh(to);
  }

  #take(item: number, part: number): void {
    const list = this.members[part] ?? [];
    const last = list.pop() ?? item;
    if (last !== item) list[list.indexOf(item)] = last;
  }

  #costs(one: number, other: number): number {
    return (this.cost[one] ?? 0) + (this.cost[other] ?? 0);
  }

  #excess(load: number): number {
    return Math.max(0, load - this.problem.max, this.problem.min - load);
  }

  #change(part: number, weight: number): number {
    const load = this.load[part] ?? 0;
    return this.#excess(load + weight) - this.#excess(load);
  }

  #sumTo(item: number, list: readonly number[], without: number): number {
    const { distance } = this.problem;
    const row = item * this.#items;
    let sum = 0;
    for (const other of list) if (other !== without) sum += distance[row + other] ?? 0;
    return sum;
  }

  /** Cost of a part without one item and with another, -1 for none. */
  #costWith(part: number, without: number, added: number): number {
    const list = this.members[part] ?? [];
    const least = this.#least(list, without, added);
    if (added < 0 || this.problem.canLead[added] !== 1) return least;
    return Math.min(least, this.#sumTo(added, list, without));
  }

  #least(list: readonly number[], without: number, added: number): number {
    const { distance, canLead } = this.problem;
    const [left, right] = [without * this.#items, added * this.#items];
    let least = Number.POSITIVE_INFINITY;
    for (const item of list) {
      if (item === without || canLead[item] !== 1) continue;
      let sum = this.#sum[item] ?? 0;
      if (without >= 0) sum -= distance[left + item] ?? 0;
      if (added >= 0) sum += distance[right + item] ?? 0;
      if (sum < least) least = sum;
    }
    // Nobody to lead: the part is empty, or only of items without a place, which lie nowhere.
    return least === Number.POSITIVE_INFINITY ? 0 : least;
  }
}
