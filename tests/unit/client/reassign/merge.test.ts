import { describe, expect, it } from 'vitest';
import { doorsApart, piecesOfMerge, rowsToday } from '../../../../client/features/reassign/zones/mergeReach.ts';
import { neighbourGraph } from '../../../../shared/neighbours.ts';
import { register } from './village.ts';

/** Lane 21 is a kilometre away from the others. */
function village() {
  const counted = register();
  const { household } = counted;
  household.lng[7] = (household.lng[7] ?? 0) + 0.0112;
  return { ...counted, neighbours: neighbourGraph(household.lng, household.lat) };
}

describe('zones to be merged', () => {
  it('are warned of when their households do not reach each other, and not when they are next door', () => {
    const here = village();
    const rows = (id: number) => rowsToday(here, id);
    expect(piecesOfMerge(here.neighbours, [rows(11), rows(12)])).toBeNull();
    expect(piecesOfMerge(here.neighbours, [rows(11), rows(12), rows(21)])).toBe(2);
    expect(piecesOfMerge(here.neighbours, [rows(10), rows(20)]), 'grids by the lanes in them').toBe(2);
  });

  it('are as far apart as their nearest doors', () => {
    const here = village();
    const apart = (one: number, other: number) =>
      doorsApart(here.household, rowsToday(here, one), rowsToday(here, other));
    expect(apart(11, 12)).toBeCloseTo(17.8, 0);
    expect(apart(11, 21)).toBeGreaterThan(1000);
    expect(apart(11, 13), 'a lane without households').toBeNull();
  });
});
