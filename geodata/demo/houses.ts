import type { BuildingKind } from '../../shared/base.ts';
import { between, distance, type Line, type Point } from './plane.ts';
import type { Random } from './random.ts';
import type { Plot } from './settlement.ts';

export type Building = {
  kind: BuildingKind;
  name: string;
  address: string;
  storeys: number;
  /** Metres to the eaves. */
  height: number;
  ring: Line;
};

/** Metres every building keeps from its plot's edge: party walls touch on the map, but never overlap. */
const wall = 0.18;

/** The part of a plot between shares `s0`-`s1` from west to east and `t0`-`t1` from south to north. */
function part(plot: Plot, s0: number, s1: number, t0: number, t1: number): Point[] {
  const [southWest, southEast, northEast, northWest] = plot.corners;
  const at = (s: number, t: number) => between(between(southWest, southEast, s), between(northWest, northEast, s), t);
  return [at(s0, t0), at(s1, t0), at(s1, t1), at(s0, t1)];
}

export type Courtyard = { buildings: Building[]; door: Point };

/** A courtyard house: the main house along the north wall, wings at the sides, a gate house in the south-east. */
export function courtyard(plot: Plot, address: string, random: Random, age: 'old' | 'plain' | 'new'): Courtyard {
  const [southWest, southEast, , northWest] = plot.corners;
  const width = distance(southWest, southEast);
  const depth = distance(southWest, northWest);
  const s = (metres: number) => metres / width;
  const t = (metres: number) => metres / depth;
  const houseDepth = random.between(5.6, 6.6);
  const houseSouth = 1 - t(wall + houseDepth);
  const setback = age === 'new' && random.chance(0.3) ? s(random.between(0.6, 1.4)) : 0;
  const house: Building = {
    kind: 'home',
    name: '',
    address,
    storeys: age === 'new' && random.chance(0.16) ? 2 : 1,
    height: 3.4,
    ring: part(plot, s(wall) + setback, 1 - s(wall), houseSouth, 1 - t(wall)),
  };
  if (house.storeys === 2) house.height = 6.4;
  const wings: Building[] = [];
  const wing = (s0: number, s1: number, t0: number, t1: number, height: number) =>
    wings.push({ kind: 'wing', name: '', address: '', storeys: 1, height, ring: part(plot, s0, s1, t0, t1) });
  const sides = random.weighted([
    ['east', 34],
    ['west', 22],
    ['both', 34],
    ['none', 10],
  ] as const);
  const joint = houseSouth - t(random.chance(0.7) ? 0.12 : 1.6);
  const bottom = () =>
    t(
      random.weighted([
        [wall, 3],
        [random.between(1.5, 4.5), 4],
      ] as const),
    );
  if (sides === 'west' || sides === 'both') wing(s(wall), s(wall + random.between(2.9, 3.7)), bottom(), joint, 2.7);
  if (sides === 'east' || sides === 'both')
    wing(1 - s(wall + random.between(2.9, 3.7)), 1 - s(wall), bottom(), joint, 2.7);
  else if (random.chance(0.75)) wing(1 - s(wall + 2.8), 1 - s(wall), t(wall), t(random.between(2.3, 3)), 2.6);
  if (sides !== 'both' && sides !== 'west' && random.chance(0.3))
    wing(s(wall), s(random.between(3, 4.4)), t(wall), t(random.between(2.4, 3.2)), 2.3);
  return { buildings: [house, ...wings], door: part(plot, 0.5, 0.5, houseSouth + t(2.4), 1)[0] ?? southWest };
}

/** What is left of a house: walls of part of it. */
export function ruin(plot: Plot, random: Random): Building {
  const depth = random.between(0.28, 0.36);
  return {
    kind: 'ruin',
    name: '',
    address: '',
    storeys: 1,
    height: 2,
    ring: part(plot, 0.03, random.between(0.5, 0.95), 1 - depth, 0.98),
  };
}

/** Outline of the ground of a plot or of several in a row. */
export function ground(plots: Plot[]): Point[] {
  const south = plots.flatMap((plot) => [plot.corners[0], plot.corners[1]]);
  const north = plots.flatMap((plot) => [plot.corners[3], plot.corners[2]]);
  return [...south, ...north.reverse()];
}
