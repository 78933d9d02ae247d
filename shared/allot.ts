/**
 * Gives every party a place: `costs[place][party]` is what it costs to bring the party there (Infinity when it cannot
 * be), `sizes` how many each party is, `rooms` how many each place takes. The answer is a place per party, -1 for whom
 * there is no room. No place ever takes in more than its room. Parties are never torn apart.
 *
 * A cheapest flow of single people first, found by shortest ways of displacing others (exact when everybody counts
 * one); then the few parties it tore apart are put where they fit best, and pairs are exchanged while that gets cheaper.
 */
export function allot(
  costs: readonly ArrayLike<number>[],
  sizes: ArrayLike<number>,
  rooms: readonly number[],
): Int32Array {
  const flow = cheapestFlow(costs, sizes, rooms);
  const places = settle(flow, costs, sizes, rooms);
  improve(places, costs, sizes, rooms);
  return places;
}

type Flow = { /** By place: party and how many of it are there. */ held: Map<number, number>[] };

function cheapestFlow(costs: readonly ArrayLike<number>[], sizes: ArrayLike<number>, rooms: readonly number[]): Flow {
  const held = rooms.map(() => new Map<number, number>());
  const free = [...rooms];
  const swaps = new SwapTable(costs, held);
  for (const party of cheapestFirst(costs, sizes)) {
    let left = sizes[party] ?? 0;
    while (left > 0) {
      const way = shortestWay(party, costs, free, swaps);
      if (!way) break;
      left -= send(party, left, way, held, free, swaps);
    }
  }
  return { held };
}

/** Those with the most to lose come first, so that few are displaced later. */
function cheapestFirst(costs: readonly ArrayLike<number>[], sizes: ArrayLike<number>): number[] {
  const regret = Float64Array.from({ length: sizes.length }, (_, party) => {
    let [first, second] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const row of costs) {
      const cost = row[party] ?? Number.POSITIVE_INFINITY;
      if (cost < first) [first, second] = [cost, first];
      else if (cost < second) second = cost;
    }
    return second === Number.POSITIVE_INFINITY ? Number.MAX_VALUE : second - first;
  });
  return Array.from({ length: sizes.length }, (_, party) => party).sort(
    (a, b) => (regret[b] ?? 0) - (regret[a] ?? 0) || a - b,
  );
}

/** The cheapest party to send from one place to another, kept until somebody comes to or leaves the first. */
class SwapTable {
  private readonly costs: readonly ArrayLike<number>[];
  private readonly held: readonly Map<number, number>[];
  private readonly known: ({ party: Int32Array; cost: Float64Array } | null)[];

  constructor(costs: readonly ArrayLike<number>[], held: readonly Map<number, number>[]) {
    this.costs = costs;
    this.held = held;
    this.known = held.map(() => null);
  }

  forget(place: number): void {
    this.known[place] = null;
  }

  of(place: number): { party: Int32Array; cost: Float64Array } {
    const known = this.known[place];
    if (known) return known;
    const count = this.held.length;
    const made = {
      party: new Int32Array(count).fill(-1),
      cost: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    };
    for (const party of this.held[place]?.keys() ?? []) {
      const here = this.costs[place]?.[party] ?? 0;
      for (let other = 0; other < count; other++) {
        const change = (this.costs[other]?.[party] ?? Number.POSITIVE_INFINITY) - here;
        if (other === place || change >= (made.cost[other] ?? 0)) continue;
        made.cost[other] = change;
        made.party[other] = party;
      }
    }
    this.known[place] = made;
    return made;
  }
}

/** Places from the one the newcomer goes to, to the one with room that the last displaced party goes to. */
function shortestWay(
  party: number,
  costs: readonly ArrayLike<number>[],
  free: readonly number[],
  swaps: SwapTable,
): number[] | null {
  const count = free.length;
  const distance = Float64Array.from(
    { length: count },
    (_, place) => costs[place]?.[party] ?? Number.POSITIVE_INFINITY,
  );
  const before = new Int32Array(count).fill(-1);
  for (let round = 0, changed = true; changed && round < count; round++) {
    changed = false;
    for (let place = 0; place < count; place++) {
      const start = distance[place] ?? Number.POSITIVE_INFINITY;
      // Whoever has room need not send anybody away.
      if (start === Number.POSITIVE_INFINITY || (free[place] ?? 0) > 0) continue;
      const { cost } = swaps.of(place);
      for (let other = 0; other < count; other++) {
        const length = start + (cost[other] ?? Number.POSITIVE_INFINITY);
        if (length < (distance[other] ?? 0) - 1e-9) {
          distance[other] = length;
          before[other] = place;
          changed = true;
        }
      }
    }
  }
  let end = -1;
  for (let place = 0; place < count; place++) {
    if ((free[place] ?? 0) <= 0 || distance[place] === Number.POSITIVE_INFINITY) continue;
    if (end < 0 || (distance[place] ?? 0) < (distance[end] ?? 0)) end = place;
  }
  if (end < 0) return null;
  const way: number[] = [];
  for (let place = end; place >= 0 && way.length <= count; place = before[place] ?? -1) way.unshift(place);
  return way;
}

/** Moves as many as the way takes, and returns how many. */
function send(
  party: number,
  wanted: number,
  way: number[],
  held: Map<number, number>[],
  free: number[],
  swaps: SwapTable,
): number {
  const chain = way.map((place, at) => (at === 0 ? party : (swaps.of(way[at - 1] ?? 0).party[place] ?? -1)));
  const last = way.at(-1) ?? 0;
  let amount = Math.min(wanted, free[last] ?? 0);
  for (let at = 1; at < way.length; at++) amount = Math.min(amount, held[way[at - 1] ?? 0]?.get(chain[at] ?? -1) ?? 0);
  if (amount <= 0) return wanted;
  for (let at = way.length - 1; at >= 0; at--) {
    const place = way[at] ?? 0;
    const moving = chain[at] ?? -1;
    if (at > 0) add(held[way[at - 1] ?? 0], moving, -amount);
    add(held[place], moving, amount);
  }
  for (const place of way) swaps.forget(place);
  free[last] = (free[last] ?? 0) - amount;
  return amount;
}

function add(held: Map<number, number> | undefined, party: number, amount: number): void {
  const now = (held?.get(party) ?? 0) + amount;
  if (now > 0) held?.set(party, now);
  else held?.delete(party);
}

/** Whole parties stay; those torn apart go where they fit at the least cost, the largest first. */
function settle(
  { held }: Flow,
  costs: readonly ArrayLike<number>[],
  sizes: ArrayLike<number>,
  rooms: readonly number[],
): Int32Array {
  const places = new Int32Array(sizes.length).fill(-1);
  const free = [...rooms];
  for (const [place, parties] of held.entries()) {
    for (const [party, amount] of parties) {
      if (amount !== (sizes[party] ?? 0)) continue;
      places[party] = place;
      free[place] = (free[place] ?? 0) - amount;
    }
  }
  const torn = [...places.keys()].filter((party) => places[party] === -1);
  torn.sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0) || a - b);
  for (const party of torn) {
    let best = -1;
    for (let place = 0; place < rooms.length; place++) {
      const cost = costs[place]?.[party] ?? Number.POSITIVE_INFINITY;
      if (cost === Number.POSITIVE_INFINITY || (free[place] ?? 0) < (sizes[party] ?? 0)) continue;
      if (best < 0 || cost < (costs[best]?.[party] ?? 0)) best = place;
    }
    places[party] = best;
    if (best >= 0) free[best] = (free[best] ?? 0) - (sizes[party] ?? 0);
  }
  return places;
}

/** How many parties the exchange of pairs is still tried for; beyond, single moves only. */
const mostForPairs = 1_500;

function improve(
  places: Int32Array,
  costs: readonly ArrayLike<number>[],
  sizes: ArrayLike<number>,
  rooms: readonly number[],
): void {
  const free = [...rooms];
  for (const [party, place] of places.entries()) if (place >= 0) free[place] = (free[place] ?? 0) - (sizes[party] ?? 0);
  const costOf = (place: number, party: number) => costs[place]?.[party] ?? Number.POSITIVE_INFINITY;
  for (let round = 0, changed = true; changed && round < 20; round++) {
    changed = false;
    for (let party = 0; party < places.length; party++) {
      if (move(party)) changed = true;
      if (places.length <= mostForPairs && exchange(party)) changed = true;
    }
  }

  function move(party: number): boolean {
    const from = places[party] ?? -1;
    let best = from;
    for (let place = 0; place < rooms.length; place++) {
      if (
        place === from ||
        (free[place] ?? 0) < (sizes[party] ?? 0) ||
        costOf(place, party) === Number.POSITIVE_INFINITY
      )
        continue;
      if (best < 0 || costOf(place, party) < costOf(best, party) - 1e-9) best = place;
    }
    if (best === from) return false;
    put(party, from, best);
    return true;
  }

  function exchange(one: number): boolean {
    for (let other = one + 1; other < places.length; other++) {
      const [here, there] = [places[one] ?? -1, places[other] ?? -1];
      if (here === there || here < 0 || there < 0) continue;
      const [size, otherSize] = [sizes[one] ?? 0, sizes[other] ?? 0];
      if ((free[here] ?? 0) + size < otherSize || (free[there] ?? 0) + otherSize < size) continue;
      const gain = costOf(here, one) + costOf(there, other) - costOf(there, one) - costOf(here, other);
      if (!(gain > 1e-9)) continue;
      put(one, here, there);
      put(other, there, here);
      return true;
    }
    return false;
  }

  function put(party: number, from: number, to: number): void {
    if (from >= 0) free[from] = (free[from] ?? 0) + (sizes[party] ?? 0);
    if (to >= 0) free[to] = (free[to] ?? 0) - (sizes[party] ?? 0);
    places[party] = to;
  }
}
