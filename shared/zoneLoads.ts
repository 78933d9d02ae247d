import type { Load } from './balance.ts';
import { piecesOf } from './contiguity.ts';
import type { NeighbourGraph } from './neighbours.ts';
import { type Tally, tallyOf } from './tally.ts';
import { type Plane, walkingLength } from './walking.ts';

/** Loads of zones that follow every move of a household or of a zone. Rows and zones are numbered from 0. */
export type ZoneLoads = {
  lanes: Tally;
  grids: Tally;
  moveHousehold(row: number, zone: number): void;
  moveZone(zone: number, parent: number): void;
  before(zone: number): Load;
  after(zone: number): Load;
  /** Rows of a zone and of those in it, ascending. */
  rowsOf(zone: number): number[];
  /** Touched zones, with all that are or were around them. */
  touched(): Set<number>;
};

type Source = {
  plane: Plane;
  neighbours: NeighbourGraph;
  /** Zone by household, parent by zone; -1 for none. */
  lane: Int32Array;
  parent: Int32Array;
  persons: ArrayLike<number>;
  keyPersons: ArrayLike<number>;
};

type Shape = { walking: number; pieces: number };

/**
 * Households, people and key people are counted up and down with each move; walking length and pieces, which no sum can
 * follow, are worked out anew for the touched zones when they are asked for.
 */
export function zoneLoads({ plane, neighbours, lane, parent, persons, keyPersons }: Source): ZoneLoads {
  const zones = parent.length;
  const lanes = tallyOf(lane, zones);
  const grids = tallyOf(parent, zones);
  const counts = { households: new Int32Array(zones), people: new Int32Array(zones), keyPeople: new Int32Array(zones) };
  const shapes: (Shape | undefined)[] = new Array(zones);
  const shapesBefore: (Shape | undefined)[] = new Array(zones);

  const add = (zone: number, households: number, people: number, keyPeople: number) => {
    for (let at = zone; at >= 0; at = grids.current[at] ?? -1) {
      counts.households[at] = (counts.households[at] ?? 0) + households;
      counts.people[at] = (counts.people[at] ?? 0) + people;
      counts.keyPeople[at] = (counts.keyPeople[at] ?? 0) + keyPeople;
    }
  };
  const rowsOf = (zone: number): number[] => {
    const inner = grids.thingsOf(zone);
    const own = lanes.thingsOf(zone);
    return inner.length === 0 ? own : [...own, ...inner.flatMap(rowsOf)].sort((a, b) => a - b);
  };
  const shapeOf = (zone: number): Shape => {
    const known = shapes[zone];
    if (known) return known;
    const inner = grids.thingsOf(zone).reduce((sum, child) => sum + shapeOf(child).walking, 0);
    const walking = walkingLength(plane, lanes.thingsOf(zone)) + inner;
    const shape = { walking, pieces: piecesOf(neighbours, rowsOf(zone)).length };
    shapes[zone] = shape;
    return shape;
  };
  /** Before the first change of a zone its shape is the one of the beginning. */
  const changes = (zone: number) => {
    for (let at = zone; at >= 0; at = grids.current[at] ?? -1) shapesBefore[at] ??= shapeOf(at);
  };
  const changed = (zone: number) => {
    for (let at = zone; at >= 0; at = grids.current[at] ?? -1) shapes[at] = undefined;
  };

  for (let row = 0; row < lane.length; row++) add(lane[row] ?? -1, 1, persons[row] ?? 0, keyPersons[row] ?? 0);
  const countsBefore = {
    households: counts.households.slice(),
    people: counts.people.slice(),
    keyPeople: counts.keyPeople.slice(),
  };
  const loadOf = (zone: number, from: typeof counts, shape: Shape): Load => ({
    households: from.households[zone] ?? 0,
    people: from.people[zone] ?? 0,
    keyPeople: from.keyPeople[zone] ?? 0,
    ...shape,
  });

  const transfer = (from: number, to: number, sizes: [number, number, number], move: () => void) => {
    changes(from);
    changes(to);
    add(from, -sizes[0], -sizes[1], -sizes[2]);
    add(to, ...sizes);
    changed(from);
    changed(to);
    move();
  };
  return {
    lanes,
    grids,
    rowsOf,
    moveHousehold: (row, zone) =>
      transfer(lanes.current[row] ?? -1, zone, [1, persons[row] ?? 0, keyPersons[row] ?? 0], () =>
        lanes.move(row, zone),
      ),
    moveZone: (zone, to) =>
      transfer(
        grids.current[zone] ?? -1,
        to,
        [counts.households[zone] ?? 0, counts.people[zone] ?? 0, counts.keyPeople[zone] ?? 0],
        () => grids.move(zone, to),
      ),
    before: (zone) => loadOf(zone, countsBefore, shapesBefore[zone] ?? shapeOf(zone)),
    after: (zone) => loadOf(zone, counts, shapeOf(zone)),
    touched: () => {
      const touched = new Set<number>();
      for (const start of [...lanes.touched, ...grids.touched]) {
        for (let at = start; at >= 0; at = grids.current[at] ?? -1) touched.add(at);
        for (let at = start; at >= 0; at = parent[at] ?? -1) touched.add(at);
      }
      return touched;
    },
  };
}
