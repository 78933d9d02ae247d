import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonsOf } from '../../../server/solve/reasons.ts';
import { repair } from '../../../server/solve/repair.ts';
import { repairZones } from '../../../server/solve/repairZones.ts';
import { lockInTheWay } from '../../../shared/lock.ts';
import { belongingOf, type Move } from '../../../shared/move.ts';
import { repairResultSchema } from '../../../shared/suggest.ts';
import { metresBetween, planeOf } from '../../../shared/walking.ts';
import {
  around,
  beyondLimits,
  choices,
  columnsOf,
  compare,
  lanes,
  type SmallVillage,
  smallVillage,
} from './villages.ts';

const seed = { seed: 20_261_122, numRuns: 300 };
const unknownMetres = 1_000;

function locksOf({ zones, households }: SmallVillage) {
  const belonging = belongingOf({
    lane: new Map(households.flatMap(({ id, lane }) => (lane ? [[id, lane] as const] : []))),
    grid: new Map(zones.flatMap(({ id, parentId }) => (parentId ? [[id, parentId] as const] : []))),
    member: new Map(),
  });
  const locked = new Set(zones.filter((zone) => zone.locked).map(({ id }) => id));
  return (move: Move) => lockInTheWay(move, locked, belonging) !== null;
}

function counted(village: SmallVillage, holders: readonly (number | null)[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const lane of holders) {
    for (const zone of around(village, lane ?? 0)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  return counts;
}

/** Decimetres from a household to the nearest other door of a lane, of its grid when nobody lives in the lane. */
function wayTo(village: SmallVillage, row: number, lane: number): number {
  const { lng, lat } = columnsOf(village);
  const plane = planeOf(lng, lat);
  const nearest = (isThere: (other: number) => boolean) =>
    Math.min(
      ...village.households
        .map((household, other) => ({ household, other }))
        .filter(
          ({ household, other }) => other !== row && household.position && household.lane && isThere(household.lane),
        )
        .map(({ other }) => metresBetween(plane, row, other)),
    );
  if (!village.households[row]?.position) return unknownMetres * 10;
  const door = nearest((other) => other === lane);
  const near = Number.isFinite(door)
    ? door
    : nearest((other) => around(village, other)[1] === around(village, lane)[1]);
  return Math.round((Number.isFinite(near) ? near : unknownMetres) * 10);
}

/** Decimetres between the nearest doors of a lane and of the rest of a grid. */
function wayBetween(village: SmallVillage, lane: number, grid: number): number {
  const { lng, lat } = columnsOf(village);
  const plane = planeOf(lng, lat);
  const rows = [...village.households.keys()].filter((row) => village.households[row]?.position);
  const homeOf = (row: number) => village.households[row]?.lane ?? 0;
  const own = rows.filter((row) => homeOf(row) === lane);
  const others = rows.filter((row) => homeOf(row) !== lane && around(village, homeOf(row)).includes(grid));
  const metres = own.flatMap((one) => others.map((other) => metresBetween(plane, one, other)));
  return metres.length === 0 ? unknownMetres * 10 : Math.round(Math.min(...metres) * 10);
}

/** The best of all ways to divide a village: households beyond limits, moves, decimetres. */
function bruteForce(village: SmallVillage): number[] {
  const isLocked = locksOf(village);
  const options = village.households.map(({ id, lane, position }, row) => {
    const open = lanes
      .filter((to) => to !== lane && !isLocked({ slot: 'lane', id, from: lane || null, to }))
      .map((to) => ({ lane: to, moved: 1, way: wayTo(village, row, to) }));
    const stay = { lane, moved: 0, way: 0 };
    if (lane === 0) return position && open.length > 0 ? open : [stay];
    return [stay, ...open];
  });
  let best = [Number.POSITIVE_INFINITY];
  for (const choice of choices(options)) {
    const counts = counted(
      village,
      choice.map(({ lane }) => lane),
    );
    const value = [
      beyondLimits(village, counts),
      choice.reduce((sum, { moved }) => sum + moved, 0),
      choice.reduce((sum, { way }) => sum + way, 0),
    ];
    if (compare(value, best) < 0) best = value;
  }
  return best;
}

describe('a repair', () => {
  it('equals the best of all ways to divide a small village: within limits, then moves, then ways', async () => {
    let infeasible = 0;
    await fc.assert(
      fc.asyncProperty(smallVillage, async (village) => {
        const result = repairResultSchema.parse(
          await repair({ ...village, households: columnsOf(village), keepTogether: false }, 10),
        );
        const isLocked = locksOf(village);
        const holders = new Map(village.households.map(({ id, lane }) => [id, lane || null]));
        for (const { move, metres } of result.moves) {
          expect(move.from).toBe(holders.get(move.id));
          expect(isLocked(move)).toBe(false);
          const row = village.households.findIndex(({ id }) => id === move.id);
          expect(metres ?? unknownMetres).toBeCloseTo(wayTo(village, row, move.to ?? 0) / 10, 6);
        }
        for (const { move } of result.moves) holders.set(move.id, move.to);
        const counts = counted(village, [...holders.values()]);
        const beyond = beyondLimits(village, counts);
        const best = bruteForce(village);
        const ways = result.moves.reduce((sum, { metres }) => sum + Math.round((metres ?? unknownMetres) * 10), 0);
        expect([beyond, result.moves.length, ways]).toEqual(best);
        expect(result.status).toBe(beyond === 0 ? 'optimal' : 'infeasible');
        expect(result.shortfalls.reduce((sum, { by }) => sum + by, 0)).toBe(beyond);
        for (const { zoneId, kind, by } of result.shortfalls) {
          const limits = village.levels.find(
            ({ level }) => level === village.zones.find(({ id }) => id === zoneId)?.level,
          );
          const count = counts.get(zoneId) ?? 0;
          expect(by).toBe(
            kind === 'over' ? count - (limits?.maxHouseholds ?? 0) : (limits?.minHouseholds ?? 0) - count,
          );
        }
        if (beyond > 0) infeasible += 1;
      }),
      seed,
    );
    expect(infeasible).toBeGreaterThan(30);
    expect(infeasible).toBeLessThan(270);
  }, 120_000);

  const levels = [
    { level: 'grid', ordinal: 1, minHouseholds: 4, maxHouseholds: 12 },
    { level: 'lane', ordinal: 2, minHouseholds: 2, maxHouseholds: 4 },
  ];
  const zone = (id: number, level: string, parentId: number | null, locked = false) => ({
    id,
    level,
    parentId,
    locked,
    position: null,
  });
  /** Doors every 10 m, so many in each lane one after the other. */
  const street = (sizes: Record<number, number>) => {
    const inLane = Object.entries(sizes).flatMap(([lane, count]) => Array.from({ length: count }, () => Number(lane)));
    return columnsOf({
      households: inLane.map((lane, at) => ({ id: 100 + at, lane, position: [118 + at * 1e-4, 25] as const })),
    });
  };
  const task = (sizes: Record<number, number>, zones: SmallVillage['zones']) => ({
    households: street(sizes),
    zones,
    levels,
    keepTogether: false,
  });
  const threeLanes = [zone(1, 'grid', null), zone(11, 'lane', 1), zone(12, 'lane', 1), zone(13, 'lane', 1)];

  it('says why each household moves', async () => {
    const over = await repair(task({ 0: 1, 11: 6, 12: 3, 13: 2 }, threeLanes), 10);
    expect(over.status).toBe('optimal');
    expect(over.moves.map(({ move, reason }) => [move.from, reason])).toEqual([
      [null, { kind: 'none' }],
      [11, { kind: 'over', holderId: 11, by: 2 }],
      [11, { kind: 'over', holderId: 11, by: 2 }],
    ]);
    const twoGrids = [...threeLanes.slice(0, 3), zone(2, 'grid', null), zone(13, 'lane', 2), zone(14, 'lane', 2)];
    const lane = await repair(task({ 11: 4, 12: 3, 13: 3, 14: 1 }, twoGrids), 10);
    expect(lane.moves.map(({ reason }) => reason)).toEqual([{ kind: 'under', holderId: 14, by: 1 }]);
    const grid = await repair(task({ 11: 4, 12: 3, 13: 3 }, twoGrids.slice(0, 5)), 10);
    expect(grid.moves.map(({ reason }) => reason)).toEqual([{ kind: 'under', holderId: 2, by: 1 }]);
  });

  it('says of what neither leaves too many nor joins too few that it passes on', () => {
    const nodes = {
      zones: threeLanes,
      parent: Int32Array.of(-1, 0, 0, 0),
      lower: new Float64Array(4),
      upper: new Float64Array(4).fill(9),
    };
    const reasons = reasonsOf(nodes, Int32Array.of(9, 3, 3, 3), new Set([1, 2]));
    expect(reasons(1, 2)).toEqual({ kind: 'passOn', holderId: 12 });
    expect(reasons(2, 3)).toEqual({ kind: 'passOn', holderId: 12 });
  });

  it('says what stays beyond its limits, and what makes it so', async () => {
    const tooFew = await repair(task({ 11: 2, 12: 2, 13: 1 }, threeLanes), 10);
    expect(tooFew).toMatchObject({
      status: 'infeasible',
      shortfalls: [{ kind: 'under', by: 1, because: [{ kind: 'village', households: 5, hold: 6 }] }],
    });
    const inner = await repair(task({ 11: 3 }, [zone(1, 'grid', null), zone(11, 'lane', 1)]), 10);
    expect(inner.shortfalls).toEqual([
      { zoneId: 1, kind: 'under', by: 1, limit: 4, because: [{ kind: 'village', households: 3, hold: 4 }] },
    ]);
    const narrow = [{ level: 'grid', ordinal: 1, minHouseholds: 6, maxHouseholds: 12 }, levels[1] ?? levels[0]].flatMap(
      (one) => one ?? [],
    );
    const oneLane = await repair(
      { ...task({ 11: 4 }, [zone(1, 'grid', null), zone(11, 'lane', 1)]), levels: narrow },
      10,
    );
    expect(oneLane.shortfalls).toEqual([
      { zoneId: 1, kind: 'under', by: 2, limit: 6, because: [{ kind: 'inner', zones: 1, hold: 4 }] },
    ]);
    const shut = {
      ...task({ 11: 3, 12: 3 }, [
        zone(1, 'grid', null, true),
        zone(11, 'lane', 1),
        zone(2, 'grid', null),
        zone(12, 'lane', 2),
      ]),
      levels: narrow,
    };
    expect((await repair(shut, 10)).shortfalls).toMatchObject([
      {
        zoneId: 1,
        by: 3,
        because: [
          { kind: 'inner', zones: 1, hold: 4 },
          { kind: 'village', households: 6, hold: 12 },
        ],
      },
      { zoneId: 2, by: 3 },
    ]);
    const locked = [zone(1, 'grid', null), zone(11, 'lane', 1, true), zone(12, 'lane', 1)];
    const held = await repair(task({ 11: 5, 12: 3 }, locked), 10);
    expect(held).toMatchObject({
      status: 'infeasible',
      moves: [],
      shortfalls: [{ zoneId: 11, kind: 'over', by: 1, limit: 4, because: [{ kind: 'locked', zoneIds: [11] }] }],
    });
  });

  it('keeps lanes together when it is asked to, at the cost of longer ways', async () => {
    // Lane 12 must gain one: the nearest door of lane 11 stands alone between two of its neighbours.
    const households = columnsOf({
      households: [
        { id: 1, lane: 11, position: [118, 25] },
        { id: 2, lane: 11, position: [118.0003, 25] },
        { id: 3, lane: 11, position: [118.0006, 25] },
        { id: 4, lane: 12, position: [118.0003, 25.0002] },
      ],
    });
    const zones = [zone(1, 'grid', null), zone(11, 'lane', 1), zone(12, 'lane', 1)];
    const plain = await repair({ households, zones, levels, keepTogether: false }, 10);
    const together = await repair({ households, zones, levels, keepTogether: true }, 10);
    expect(plain.moves.map(({ move }) => move.id)).toEqual([2]);
    expect(together.moves.map(({ move }) => move.id)).not.toEqual([2]);
    expect(together.moves).toHaveLength(1);
    expect(together.metres).toBeGreaterThan(plain.metres);
  });

  it('leaves alone who belongs to no lane and lives nobody knows where, and copes with nobody at all', async () => {
    const households = columnsOf({ households: [{ id: 7, lane: 0, position: null }] });
    const result = await repair({ households, zones: threeLanes, levels, keepTogether: false }, 10);
    expect(result).toMatchObject({ status: 'infeasible', moves: [], left: [7] });
    const noZones = await repair({ households, zones: [], levels, keepTogether: false }, 10);
    expect(noZones).toMatchObject({ status: 'optimal', moves: [], left: [7] });
  });

  it('stops when the time is up', async () => {
    const lanesOfMany = Array.from({ length: 60 }, (_, at) => zone(100 + at, 'lane', 1));
    const sizes = Object.fromEntries(lanesOfMany.map(({ id }, at) => [id, at % 2 === 0 ? 1 : 5]));
    const many = task(sizes, [zone(1, 'grid', null), ...lanesOfMany]);
    expect(await repair(many, 0)).toMatchObject({ status: 'stopped', moves: [] });
  });
});

describe('a repair that moves whole lanes', () => {
  it('equals the best of all ways to divide them among grids', async () => {
    await fc.assert(
      fc.asyncProperty(
        smallVillage,
        fc.array(fc.constantFrom(1, 2, null), { minLength: 3, maxLength: 3 }),
        async (drawn, homes) => {
          const zones = drawn.zones.map((one) => ({
            ...one,
            parentId: one.level === 'lane' ? (homes[lanes.indexOf(one.id)] ?? null) : one.parentId,
          }));
          const village = { ...drawn, zones };
          const result = repairResultSchema.parse(
            await repairZones({ ...village, households: columnsOf(village), level: 'lane' }, 10),
          );
          const isLocked = locksOf(village);
          const outer = zones.filter(({ level }) => level !== 'lane');
          const load = (lane: number) => village.households.filter((household) => household.lane === lane).length;
          const measure = (parents: (number | null)[]) => {
            const counts = new Map<number, number>();
            for (const [at, parent] of parents.entries()) {
              for (const id of around(village, parent ?? 0))
                counts.set(id, (counts.get(id) ?? 0) + load(lanes[at] ?? 0));
            }
            const moved = parents.flatMap((parent, at) => (parent === homes[at] ? [] : [{ parent: parent ?? 0, at }]));
            const ways = moved.reduce((sum, { parent, at }) => sum + wayBetween(village, lanes[at] ?? 0, parent), 0);
            return [beyondLimits(village, counts, outer), moved.length, ways];
          };
          const options = lanes.map((id, at) => {
            const from = homes[at] ?? null;
            const open = [1, 2].filter((to) => to !== from && !isLocked({ slot: 'grid', id, from, to }));
            return from === null && open.length > 0 ? open : [from, ...open];
          });
          let best = [Number.POSITIVE_INFINITY];
          for (const choice of choices(options)) {
            const value = measure(choice);
            if (compare(value, best) < 0) best = value;
          }
          const parents = lanes.map((id, at) => {
            const move = result.moves.find((one) => one.move.id === id)?.move;
            if (move) expect([move.from, isLocked(move)]).toEqual([homes[at], false]);
            return move ? move.to : (homes[at] ?? null);
          });
          expect(measure(parents)).toEqual(best);
          const ways = result.moves.reduce((sum, { metres }) => sum + Math.round((metres ?? unknownMetres) * 10), 0);
          expect(ways).toBe(best[2]);
          expect(result.status).toBe(best[0] === 0 ? 'optimal' : 'infeasible');
        },
      ),
      seed,
    );
  }, 120_000);
});
