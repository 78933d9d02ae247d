import type { LinksResult, SuggestedMove } from '../../shared/suggest.ts';
import { type Plane, planeOf } from '../../shared/walking.ts';
import { highs } from './highs.ts';
import { bestFlow, type Programme } from './programme.ts';

export type LinksTask = {
  /** Of one village; degrees, NaN without a position; `member` is 0 for none. */
  households: { id: Int32Array; lng: Float64Array; lat: Float64Array; member: Int32Array };
  /** Where members live, null without a position: they keep whom they have and get nobody new. */
  members: { id: number; capacity: number; position: readonly [number, number] | null }[];
  /** Whether links that hold now stay; else all households are dealt out anew. */
  keep: boolean;
  /** Nobody is linked to a member further away; null for no such bound. */
  maxMetres: number | null;
};

/** Members near a household that are looked at before any other. */
const nearest = 12;

/**
 * A member for as many households as possible, nobody with more than their capacity, and the least walking in all, in
 * whole decimetres from door to door. Of equally good ways the one that changes the fewest links. A link that holds now
 * may stay beyond `maxMetres`. Links that are kept count, even where they are more than a member can look after; when
 * all are dealt out anew, those for whom there is no room lose theirs, but only if nobody without one takes their place.
 */
export async function links(task: LinksTask, seconds: number): Promise<LinksResult> {
  const { households, members } = task;
  const present = presentMembers(task);
  const ways = waysToMembers(task);
  const rows = Int32Array.from(households.id.keys()).filter((row) => {
    const canChange = !task.keep || (present[row] ?? -1) < 0;
    return canChange && mayHave(task, ways, present, row).length > 0;
  });
  const taken = new Set(rows);
  const room = Int32Array.from(members, ({ capacity }) => capacity);
  for (const [row, member] of present.entries()) {
    if (member >= 0 && !taken.has(row)) room[member] = Math.max(0, (room[member] ?? 0) - 1);
  }
  const chosen = rows.length === 0 ? new Int32Array(0) : await assign(task, rows, room, ways, present, seconds);
  if (!chosen) return { status: 'stopped', moves: [], metres: 0, unreached: [] };
  const moves = movesOf(task, rows, chosen, ways, present);
  const linked = new Set([...rows].filter((_, at) => (chosen[at] ?? -1) >= 0));
  for (const [row, member] of present.entries()) if (member >= 0 && !taken.has(row)) linked.add(row);
  return {
    status: 'optimal',
    moves,
    metres: moves.reduce((sum, { metres }) => sum + (metres ?? 0), 0),
    unreached: unreachedOf(task, ways, linked),
  };
}

/** Member by household, -1 for none; a link to a member who is not listed counts as one that stays. */
function presentMembers({ households, members }: LinksTask): Int32Array {
  const at = new Map(members.map(({ id }, member) => [id, member]));
  return Int32Array.from(households.member, (id) => (id === 0 ? -1 : (at.get(id) ?? members.length)));
}

/** Decimetres by `household * members + member`, NaN where one has no position. */
function waysToMembers({ households, members }: LinksTask): Float64Array {
  const count = households.id.length;
  const plane: Plane = planeOf(
    [...households.lng, ...members.map(({ position }) => position?.[0] ?? Number.NaN)],
    [...households.lat, ...members.map(({ position }) => position?.[1] ?? Number.NaN)],
  );
  return Float64Array.from({ length: count * members.length }, (_, at) => {
    const [row, member] = [Math.floor(at / members.length), count + (at % members.length)];
    const [dx, dy] = [(plane.x[row] ?? 0) - (plane.x[member] ?? 0), (plane.y[row] ?? 0) - (plane.y[member] ?? 0)];
    return Math.round(Math.sqrt(dx * dx + dy * dy) * 10);
  });
}

/** Members a household may have: those within reach, and the one it has. */
function mayHave({ members, maxMetres }: LinksTask, ways: Float64Array, present: Int32Array, row: number): number[] {
  if ((present[row] ?? -1) >= members.length) return [];
  const reach = maxMetres === null ? Number.POSITIVE_INFINITY : maxMetres * 10;
  return [...members.keys()].filter(
    (member) => member === present[row] || (ways[row * members.length + member] ?? Number.NaN) <= reach,
  );
}

/** Member by row, -1 for those left over; null when the time was up. */
async function assign(
  task: LinksTask,
  rows: Int32Array,
  room: Int32Array,
  ways: Float64Array,
  present: Int32Array,
  seconds: number,
): Promise<Int32Array | null> {
  const solver = await highs();
  // The last leaf is nobody, who has room for all.
  const nobody = room.length;
  const leaves = nobody + 1;
  const size = rows.length * leaves;
  const [open, unlinked, walked, changed] = [
    new Uint8Array(size),
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  const first: number[] = [];
  for (const [at, row] of rows.entries()) {
    const own = present[row] ?? -1;
    for (const member of mayHave(task, ways, present, row)) {
      const arc = at * leaves + member;
      const way = ways[row * nobody + member] ?? 0;
      open[arc] = 1;
      walked[arc] = Number.isNaN(way) ? 0 : way;
      changed[arc] = member === own ? 0 : 1;
    }
    open[at * leaves + nobody] = 1;
    // A household that has a member is not left without one as long as there is any other way.
    unlinked[at * leaves + nobody] = own >= 0 ? 2 : 1;
    const near = Array.from({ length: nobody }, (_, member) => at * leaves + member).filter((arc) => open[arc] === 1);
    near.sort((a, b) => (walked[a] ?? 0) - (walked[b] ?? 0));
    first.push(...near.slice(0, nearest), at * leaves + nobody, ...(own >= 0 ? [at * leaves + own] : []));
  }
  const programme: Programme = {
    supply: new Float64Array(rows.length).fill(1),
    leaves,
    parent: new Int32Array(leaves).fill(-1),
    lower: new Float64Array(leaves),
    upper: Float64Array.from({ length: leaves }, (_, leaf) => room[leaf] ?? rows.length),
    slack: new Float64Array(2 * leaves),
    open,
  };
  const flow = bestFlow(solver, programme, [unlinked, walked, changed], first, seconds);
  if (!flow) return null;
  const chosen = new Int32Array(rows.length).fill(-1);
  for (const arc of flow.arcs.keys()) {
    if (arc % leaves !== nobody) chosen[Math.floor(arc / leaves)] = arc % leaves;
  }
  return chosen;
}

function movesOf(
  { households, members }: LinksTask,
  rows: Int32Array,
  chosen: Int32Array,
  ways: Float64Array,
  present: Int32Array,
): SuggestedMove[] {
  const load = new Int32Array(members.length);
  for (const member of present) if (member >= 0 && member < members.length) load[member] = (load[member] ?? 0) + 1;
  return [...rows.entries()].flatMap(([at, row]): SuggestedMove[] => {
    const [from, to] = [present[row] ?? -1, chosen[at] ?? -1];
    if (from === to) return [];
    const way = ways[row * members.length + to] ?? Number.NaN;
    const metres = to < 0 || Number.isNaN(way) ? null : way / 10;
    const holder = households.member[row] || null;
    const move = { slot: 'member' as const, id: households.id[row] ?? 0, from: holder, to: members[to]?.id ?? null };
    if (holder === null) return [{ move, reason: { kind: 'none' }, metres }];
    const by = (load[from] ?? 0) - (members[from]?.capacity ?? 0);
    return [
      { move, reason: by > 0 ? { kind: 'over', holderId: holder, by } : { kind: 'passOn', holderId: holder }, metres },
    ];
  });
}

function unreachedOf(
  { households, members, maxMetres }: LinksTask,
  ways: Float64Array,
  linked: ReadonlySet<number>,
): LinksResult['unreached'] {
  return [...households.id.entries()].flatMap(([row, householdId]): LinksResult['unreached'] => {
    if (linked.has(row)) return [];
    if (Number.isNaN(households.lng[row] ?? Number.NaN)) return [{ householdId, reason: 'noPosition', nearest: null }];
    const near = ways.subarray(row * members.length, (row + 1) * members.length).filter((way) => !Number.isNaN(way));
    const nearest = near.length === 0 ? null : Math.min(...near) / 10;
    const isFar = nearest === null || (maxMetres !== null && nearest > maxMetres);
    return [{ householdId, reason: isFar ? 'tooFar' : 'noCapacity', nearest }];
  });
}
