import { facility, type Ground, type Spot } from './facilities.ts';
import { geoLines, geoMultiPolygon, geoPoint } from './frame.ts';
import { type Building, courtyard, ground, ruin } from './houses.ts';
import { reading } from './names.ts';
import type { VillagePlan } from './plan.ts';
import { midpoint, type Point } from './plane.ts';
import { type Random, random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { BuildingRow, PlaceRow, StreetRow, ZoneRow } from './rows.ts';
import { type LaneRows, type Plot, settle } from './settlement.ts';
import { zoneShapes } from './zones.ts';

export type Ids = Record<'street' | 'building' | 'zone' | 'household' | 'place' | 'landform', () => number>;

export type Village = {
  plan: VillagePlan;
  streets: StreetRow[];
  buildings: BuildingRow[];
  zones: ZoneRow[];
  places: PlaceRow[];
  dwellings: Dwelling[];
  ground: Ground[];
  /** Everything built on, for what must keep off it. */
  footprint: { outlines: Point[][]; streets: { line: readonly Point[]; width: number; name: string }[] };
};

export const countyCode = '371082';

/** Builds one village from its plan: streets, houses, zones and places, with as many households as planned. */
export function buildVillage(plan: VillagePlan, ids: Ids): Village {
  const random = randomOf(plan.code);
  const settlement = settle(plan, random);
  const facilities = settlement.blocks.map((block) => facility(plan, block));
  const shapes = zoneShapes(settlement, facilities);
  const key = { countyCode, villageCode: plan.code };

  const grids = new Map<string, ZoneRow>();
  const zones: ZoneRow[] = [];
  shapes.grids
    .map((grid) => ({ ...grid, centre: midpoint(grid.ring) }))
    .sort((a, b) => Math.round(b.centre[1] / 90) - Math.round(a.centre[1] / 90) || a.centre[0] - b.centre[0])
    .forEach((grid, index) => {
      const name = `第${index + 1}网格`;
      const row: ZoneRow = {
        ...key,
        id: ids.zone(),
        level: 'grid',
        parentId: null,
        number: index + 1,
        name,
        ...reading(name),
        geometry: geoMultiPolygon([[grid.ring]]),
      };
      grids.set(grid.key, row);
      zones.push(row);
    });
  const lanes = new Map<string, ZoneRow>();
  shapes.lanes.forEach((lane, index) => {
    const row: ZoneRow = {
      ...key,
      id: ids.zone(),
      level: 'lane',
      parentId: grids.get(lane.gridKey)?.id ?? null,
      number: index + 1,
      name: lane.name,
      ...reading(lane.name),
      geometry: geoMultiPolygon([[lane.ring]]),
    };
    lanes.set(lane.name, row);
    zones.push(row);
  });

  const buildings: BuildingRow[] = [];
  const build = (made: Building): BuildingRow => {
    const { ring, ...rest } = made;
    const row: BuildingRow = { ...key, id: ids.building(), ...rest, geometry: geoMultiPolygon([[ring]]) };
    buildings.push(row);
    return row;
  };
  const dwellings: Dwelling[] = [];
  const dwell = (
    kind: Dwelling['kind'],
    age: Dwelling['age'],
    home: BuildingRow,
    address: string,
    door: Point,
    lane: string,
  ) =>
    dwellings.push({
      kind,
      age,
      door,
      row: {
        ...key,
        id: ids.household(),
        kind: kind === 'shop' ? 'shop' : 'home',
        number: `H-${String(dwellings.length + 1).padStart(4, '0')}`,
        laneId: lanes.get(lane)?.id ?? null,
        buildingId: home.id,
        address,
        ...reading(address),
        villagerGroup: null,
        name: '',
        geometry: geoPoint(door),
        structure: '',
        builtYear: null,
        storeys: home.storeys ?? 1,
        floorArea: null,
      },
    });

  const units = facilities.flatMap((each) => each.units);
  const plotsOf = settlement.lanes.map((lane) => ({
    lane,
    plots: lane.plots.map((plot) => ({ plot, use: 'home' as Use })),
  }));
  markEmpty(
    plotsOf.flatMap(({ plots }) => plots),
    units.length,
    plan.target,
    random,
  );
  for (const { lane, plots } of plotsOf) {
    for (const { plot, use } of plots) {
      if (use === 'ruin') build(ruin(plot, random));
      if (use !== 'home') continue;
      const address = `${lane.name} ${plot.position * 2 + (plot.side === 'north' ? 1 : 2)} 号`;
      const age = ageOf(plan, lane);
      const { buildings: made, door } = courtyard(plot, address, random, age);
      const rows = made.map(build);
      const home = rows[0];
      if (home) dwell('home', age, home, address, door, lane.name);
    }
  }
  const builtOf = new Map<Building, BuildingRow>();
  for (const made of facilities.flatMap((each) => each.buildings)) builtOf.set(made, build(made));
  for (const unit of units) {
    const home = builtOf.get(unit.building);
    if (home) dwell(unit.kind, 'new', home, unit.address, unit.door, unit.lane);
  }

  const spots = facilities.flatMap((each) => each.spots);
  return {
    plan,
    streets: [
      ...settlement.streets.map((street) => streetRow(key, ids, street.kind, street.name, [street.line])),
      ...settlement.lanes.map((lane) => streetRow(key, ids, 'lane', lane.name, [lane.line])),
    ],
    buildings,
    zones,
    places: spots.map((spot) => placeRow(key, ids, spot)),
    dwellings,
    ground: [
      ...settlement.lanes.flatMap((lane) =>
        (['south', 'north'] as const).map(
          (side): Ground => ({
            kind: 'yard',
            rings: [ground(lane.plots.filter((plot) => plot.side === side))],
          }),
        ),
      ),
      ...facilities.flatMap((each) => each.ground),
    ],
    footprint: {
      outlines: [
        ...settlement.lanes.map((lane) => ground(lane.plots)),
        ...settlement.blocks
          .filter((block) => block.plan.kind !== 'homes')
          .map((block) => [
            plan.bend(block.span.u0, block.span.v0),
            plan.bend(block.span.u1, block.span.v0),
            plan.bend(block.span.u1, block.span.v1),
            plan.bend(block.span.u0, block.span.v1),
          ]),
      ],
      streets: settlement.streets.map(({ line, width, name }) => ({ line, width, name })),
    },
  };
}

type Use = 'home' | 'ruin' | 'empty';

function ageOf(plan: VillagePlan, lane: LaneRows): Dwelling['age'] {
  const band = plan.bands.findIndex(({ plot }) => plot.depth < 16);
  if (band >= 0 && lane.span.v1 < 150) return 'old';
  return plan.bands.at(-1)?.plot.depth === 18 && lane.span.v0 > 250 ? 'new' : 'plain';
}

/** Leaves plots empty or in ruins until the homes and the other units make up the village's households. */
function markEmpty(plots: { plot: Plot; use: Use }[], units: number, target: number, random: Random): void {
  const spare = plots.length + units - target;
  random
    .shuffled(plots)
    .slice(0, Math.max(0, spare))
    .forEach((entry, index) => {
      entry.use = index % 3 === 0 ? 'ruin' : 'empty';
    });
}

type Key = { countyCode: string; villageCode: string | null };

export function streetRow(
  key: Key,
  ids: Ids,
  kind: StreetRow['kind'],
  name: string,
  lines: (readonly Point[])[],
): StreetRow {
  return { ...key, id: ids.street(), kind, name, ...reading(name), geometry: geoLines(lines) };
}

export function placeRow(key: Key, ids: Ids, spot: Spot): PlaceRow {
  const { category, name, point, address = '', capacity = null, phone = null } = spot;
  return {
    ...key,
    id: ids.place(),
    category,
    name,
    ...reading(name),
    capacity,
    phone,
    address,
    geometry: geoPoint(point),
  };
}
