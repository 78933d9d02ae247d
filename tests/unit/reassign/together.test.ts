import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDemo } from '../../../geodata/demo/generate.ts';
import { repair } from '../../../server/solve/repair.ts';
import { movesPerPiece } from '../../../shared/contiguity.ts';
import { neighbourReach } from '../../../shared/neighbours.ts';
import type { RepairResult } from '../../../shared/suggest.ts';
import { metresOfDegree } from '../../../shared/walking.ts';
import { defaultZoneLevels } from '../../../shared/zone.ts';
import { around, beyondLimits, choices, columnsOf, lanes, type SmallVillage, smallVillage } from './villages.ts';

type Columns = ReturnType<typeof columnsOf>;

/** Who lives next door to whom, by the definition: no third in the circle over the two, tried with every third there is. */
function neighbours({ lng, lat }: Columns): [number, number][] {
  const placed = [...lng.keys()].filter((row) => !Number.isNaN(lng[row] ?? Number.NaN));
  const middle = placed.reduce((sum, row) => sum + (lat[row] ?? 0), 0) / placed.length;
  const east = Math.cos((middle * Math.PI) / 180);
  const squared = (one: number, other: number) =>
    ((((lng[one] ?? 0) - (lng[other] ?? 0)) * east) ** 2 + ((lat[one] ?? 0) - (lat[other] ?? 0)) ** 2) *
    metresOfDegree ** 2;
  const pairs: [number, number][] = [];
  for (const one of placed) {
    for (const other of placed) {
      const apart = squared(one, other);
      if (other <= one || apart > neighbourReach ** 2) continue;
      // Doors at one point do not stand between each other and anybody else.
      const isBetween = (third: number) =>
        squared(one, third) > 0.01 &&
        squared(other, third) > 0.01 &&
        squared(one, third) + squared(other, third) < apart * (1 - 1e-9);
      if (apart <= 0.01 || !placed.some(isBetween)) pairs.push([one, other]);
    }
  }
  return pairs;
}

/** Pieces that lie apart from their lanes, by joining neighbours of a lane until nothing more joins. */
function piecesApart(pairs: readonly [number, number][], { lng }: Columns, laneOf: readonly (number | null)[]): number {
  const label = laneOf.map((_, row) => row);
  for (let hasJoined = true; hasJoined; ) {
    hasJoined = false;
    for (const [one, other] of pairs) {
      if (!laneOf[one] || laneOf[one] !== laneOf[other] || label[one] === label[other]) continue;
      const least = Math.min(label[one] ?? 0, label[other] ?? 0);
      label[one] = least;
      label[other] = least;
      hasJoined = true;
    }
  }
  const pieces = new Map<number, Set<number>>();
  for (const [row, lane] of laneOf.entries()) {
    if (!lane || Number.isNaN(lng[row] ?? Number.NaN)) continue;
    pieces.set(lane, (pieces.get(lane) ?? new Set()).add(label[row] ?? 0));
  }
  return [...pieces.values()].reduce((sum, labels) => sum + labels.size - 1, 0);
}

function lanesAfter(columns: Columns, result: RepairResult): (number | null)[] {
  const to = new Map(result.moves.map(({ move }) => [move.id, move.to]));
  return [...columns.id].map((id, row) => to.get(id) ?? (columns.lane[row] || null));
}

describe('a repair that keeps lanes together', () => {
  it('leaves the lanes of the demo villages in far fewer pieces, at no more than the stated price', async () => {
    const demo = generateDemo('2026-11-22');
    const sums = [0, 0, 0];
    for (const village of new Set(demo.zones.map(({ villageCode }) => villageCode))) {
      const homes = demo.households.filter(({ villageCode }) => villageCode === village);
      const households = columnsOf({
        households: homes.map(({ id, laneId, geometry }) => {
          const [lng, lat] = geometry?.type === 'Point' ? geometry.coordinates : [];
          return { id, lane: laneId ?? 0, position: lng === undefined || lat === undefined ? null : [lng, lat] };
        }),
      });
      const zones = demo.zones
        .filter(({ villageCode }) => villageCode === village)
        .map(({ id, level, parentId }) => ({
          id,
          level,
          parentId: parentId ?? null,
          locked: false,
          position: null,
        }));
      const task = { households, zones, levels: defaultZoneLevels };
      const plain = await repair({ ...task, keepTogether: false }, 20);
      const kept = await repair({ ...task, keepTogether: true }, 20);
      const pairs = neighbours(households);
      const [before, afterPlain, after] = [
        [...households.lane],
        lanesAfter(households, plain),
        lanesAfter(households, kept),
      ].map((laneOf) => piecesApart(pairs, households, laneOf));
      const missed = ({ shortfalls }: RepairResult) => shortfalls.reduce((sum, { by }) => sum + by, 0);
      expect(missed(kept)).toBe(missed(plain));
      expect(kept.together).toEqual({ fewest: plain.moves.length, apartBefore: before, apart: after });
      const saved = (afterPlain ?? 0) - (after ?? 0);
      expect(kept.moves.length - plain.moves.length).toBeLessThanOrEqual(movesPerPiece * saved);
      for (const [at, apart] of [before, afterPlain, after].entries()) sums[at] = (sums[at] ?? 0) + (apart ?? 0);
    }
    const [before, afterPlain, after] = sums;
    expect(after).toBeLessThan((before ?? 0) / 2);
    expect(after).toBeLessThan((afterPlain ?? 0) / 3);
  }, 120_000);

  it('of small villages keeps limits and locks as well as can be, and is mostly the best by its own price', async () => {
    let [best, drawn] = [0, 0];
    await fc.assert(
      fc.asyncProperty(smallVillage, async (village) => {
        const columns = columnsOf(village);
        const plain = await repair({ ...village, households: columns, keepTogether: false }, 10);
        const kept = await repair({ ...village, households: columns, keepTogether: true }, 10);
        const pairs = neighbours(columns);
        const measure = (laneOf: (number | null)[]) => {
          const counts = new Map<number, number>();
          for (const lane of laneOf) {
            for (const zone of around(village, lane ?? 0)) counts.set(zone, (counts.get(zone) ?? 0) + 1);
          }
          const moves = laneOf.filter((lane, row) => lane !== (columns.lane[row] || null)).length;
          const price = moves + movesPerPiece * piecesApart(pairs, columns, laneOf);
          return { beyond: beyondLimits(village, counts), price };
        };
        const [ours, theirs] = [measure(lanesAfter(columns, kept)), measure(lanesAfter(columns, plain))];
        expect(ours.beyond).toBe(theirs.beyond);
        expect(kept.together?.fewest).toBe(plain.moves.length);
        const least = leastPrice(village, ours.beyond, measure);
        drawn += 1;
        if (ours.price === least) best += 1;
      }),
      { seed: 20_261_124, numRuns: 100 },
    );
    expect(best).toBeGreaterThan(drawn * 0.9);
  }, 120_000);
});

/** The least price of all ways to divide a village that are as little beyond limits. */
function leastPrice(
  { households, zones }: SmallVillage,
  beyond: number,
  measure: (laneOf: (number | null)[]) => { beyond: number; price: number },
): number {
  const isShut = (id: number) => zones.some((zone) => zone.id === id && zone.locked);
  const shut = (lane: number) => around({ zones }, lane).filter(isShut);
  let least = Number.POSITIVE_INFINITY;
  const options = households.map(({ lane, position }) => {
    const open = lanes.filter((to) => {
      const [left, entered] = [shut(lane), shut(to)];
      return to === lane || (left.every((id) => entered.includes(id)) && entered.every((id) => left.includes(id)));
    });
    return lane === 0 ? (position && open.length > 0 ? open : [null]) : open;
  });
  for (const choice of choices(options)) {
    const value = measure(choice);
    if (value.beyond === beyond) least = Math.min(least, value.price);
  }
  return least;
}
