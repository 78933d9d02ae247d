import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { solve } from 'yalps';
import { type LinksTask, links } from '../../../server/solve/links.ts';
import { linksResultSchema } from '../../../shared/suggest.ts';
import { metresBetween, planeOf } from '../../../shared/walking.ts';

type Place = readonly [number, number] | null;
const place: fc.Arbitrary<Place> = fc.option(
  fc.tuple(fc.nat(12), fc.nat(12)).map(([x, y]) => [118 + x * 1e-4, 25 + y * 1e-4] as const),
  { freq: 15, nil: null },
);
const linksTask = (members: number, households: number, capacity: fc.Arbitrary<number>): fc.Arbitrary<LinksTask> =>
  fc
    .record({
      homes: fc.array(
        fc.record({ at: place, member: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: members })) }),
        {
          minLength: 1,
          maxLength: households,
        },
      ),
      members: fc.array(fc.record({ capacity, position: place }), {
        minLength: members,
        maxLength: members,
      }),
      keep: fc.boolean(),
      maxMetres: fc.option(fc.integer({ min: 10, max: 120 }), { nil: null }),
    })
    .map(({ homes, members: people, keep, maxMetres }) => taskOf(homes, people, keep, maxMetres));

function taskOf(
  homes: { at: Place; member: number }[],
  members: { capacity: number; position: Place }[],
  keep: boolean,
  maxMetres: number | null,
): LinksTask {
  return {
    households: {
      id: Int32Array.from(homes, (_, row) => 100 + row),
      lng: Float64Array.from(homes, ({ at }) => at?.[0] ?? Number.NaN),
      lat: Float64Array.from(homes, ({ at }) => at?.[1] ?? Number.NaN),
      member: Int32Array.from(homes, ({ member }) => member),
    },
    members: members.map((member, at) => ({ id: at + 1, ...member })),
    keep,
    maxMetres,
  };
}

/** Decimetres from a household to a member; null when the one may not have the other. */
function wayOf({ households, members, maxMetres }: LinksTask, row: number, at: number): number | null {
  const member = members[at];
  const lng = [...households.lng, ...members.map(({ position }) => position?.[0] ?? Number.NaN)];
  const lat = [...households.lat, ...members.map(({ position }) => position?.[1] ?? Number.NaN)];
  const way = Math.round(metresBetween(planeOf(lng, lat), row, households.id.length + at) * 10);
  if (households.member[row] === member?.id) return Number.isNaN(way) ? 0 : way;
  return Number.isNaN(way) || way > (maxMetres ?? 1e9) * 10 ? null : way;
}

/** The same question as an integer programme: how many have a member, those that have one now twofold, and the least walking. */
function integerProgramme(task: LinksTask): { worth: number; way: number } {
  const { households, members, keep } = task;
  const variables = new Map<string, Map<string, number>>();
  const constraints = new Map<string, { max: number }>();
  const room = members.map(({ capacity }) => capacity);
  for (const member of keep ? households.member : []) {
    if (member === 0) continue;
    room[member - 1] = Math.max(0, (room[member - 1] ?? 0) - 1);
  }
  for (const [at, max] of room.entries()) constraints.set(`member ${at}`, { max });
  for (const [row, own] of households.member.entries()) {
    if (keep && own !== 0) continue;
    constraints.set(`household ${row}`, { max: 1 });
    for (const at of members.keys()) {
      const way = wayOf(task, row, at);
      if (way === null) continue;
      // One more household is worth more than all the walking there can be.
      const worth = own === 0 ? 1 : 2;
      variables.set(
        `${row} ${at}`,
        new Map([
          [`household ${row}`, 1],
          [`member ${at}`, 1],
          ['worth', worth * 1e6 - way],
        ]),
      );
    }
  }
  const solution = solve({ direction: 'maximize', objective: 'worth', constraints, variables, integers: true });
  const total = variables.size === 0 ? 0 : solution.result;
  const worth = Math.max(0, Math.ceil(total / 1e6));
  return { worth, way: Math.abs(worth * 1e6 - total) };
}

describe('suggested links', () => {
  // With twenty members only the nearest twelve of a household are looked at before the others are priced.
  it.each([
    ['few members', linksTask(4, 14, fc.nat(5)), 200],
    ['many members, most of them full', linksTask(20, 30, fc.constantFrom(0, 0, 0, 0, 0, 9)), 100],
  ] as const)(
    'with %s equal the optimum of an integer programme solved by another library',
    async (_, cases, numRuns) => {
      await fc.assert(
        fc.asyncProperty(cases, async (task) => {
          const result = linksResultSchema.parse(await links(task, 10));
          const { households, members, keep } = task;
          const after = new Map([...households.id.entries()].map(([row, id]) => [id, households.member[row] || null]));
          for (const { move } of result.moves) {
            expect(move.from).toBe(after.get(move.id));
            if (keep) expect(move.from).toBeNull();
            after.set(move.id, move.to);
          }
          let [worth, way] = [0, 0];
          for (const [row, id] of households.id.entries()) {
            const member = after.get(id) ?? null;
            const own = households.member[row] ?? 0;
            if (member === null || (keep && own !== 0)) continue;
            const metres = wayOf(task, row, member - 1);
            expect(metres).not.toBeNull();
            worth += own === 0 ? 1 : 2;
            way += metres ?? 0;
          }
          expect({ worth, way }).toEqual(integerProgramme(task));
          for (const { id, capacity } of members) {
            const holders = [...after.values()].filter((member) => member === id).length;
            const keptLinks = keep ? [...households.member].filter((member) => member === id).length : 0;
            expect(holders).toBeLessThanOrEqual(Math.max(capacity, keptLinks));
          }
          const without = [...after].filter(([, member]) => member === null).map(([id]) => id);
          expect(result.unreached.map(({ householdId }) => householdId)).toEqual(without);
        }),
        { seed: 20_261_122, numRuns },
      );
    },
    120_000,
  );

  const at = (metres: number): Place => [118 + metres / (111_195.08 * Math.cos((25 * Math.PI) / 180)), 25];

  it('says whom nobody can reach, and why', async () => {
    const homes = [at(0), at(10), at(20), at(500), null].map((position) => ({ at: position, member: 0 }));
    const result = await links(taskOf(homes, [{ capacity: 2, position: at(0) }], true, 100), 10);
    expect(result.moves.map(({ move }) => move.id)).toEqual([100, 101]);
    expect(result.metres).toBe(10);
    expect(result.unreached.map(({ householdId, reason, nearest }) => [householdId, reason, nearest])).toEqual([
      [102, 'noCapacity', 20],
      [103, 'tooFar', 500],
      [104, 'noPosition', null],
    ]);
  });

  it('keep what holds unless told otherwise, and then take away only what there is no room for', async () => {
    const members = [
      { capacity: 1, position: at(0) },
      { capacity: 1, position: at(100) },
    ];
    const homes = [
      { at: at(100), member: 1 },
      { at: at(0), member: 2 },
      { at: at(1), member: 0 },
    ];
    const kept = await links(taskOf(homes, members, true, null), 10);
    expect(kept.moves).toEqual([]);
    const dealt = await links(taskOf(homes, members, false, null), 10);
    expect(dealt.moves.map(({ move }) => [move.id, move.from, move.to])).toEqual([
      [100, 1, 2],
      [101, 2, 1],
    ]);
    const crowded = await links(taskOf([...homes.slice(0, 2), { at: at(2), member: 2 }], members, false, null), 10);
    expect(crowded.moves.filter(({ move }) => move.to === null)).toMatchObject([
      { reason: { kind: 'over', holderId: 2, by: 1 } },
    ]);
    expect(crowded.unreached).toMatchObject([{ reason: 'noCapacity' }]);
  });

  it('need neither members nor households', async () => {
    expect(await links(taskOf([{ at: at(0), member: 0 }], [], true, null), 10)).toMatchObject({
      status: 'optimal',
      unreached: [{ householdId: 100, reason: 'tooFar', nearest: null }],
    });
    expect(await links(taskOf([], [], true, null), 10)).toMatchObject({ status: 'optimal', moves: [], unreached: [] });
  });
});
