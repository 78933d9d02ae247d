import { reading } from '../../server/db/pinyin.ts';
import { facility, type Ground, type Spot } from './facilities.ts';
import { geoLines, geoMultiPolygon, geoPoint } from './frame.ts';
import { type Building, courtyard, ground, ruin } from './houses.ts';
import type { VillagePlan } from './plan.ts';
import { distance, midpoint, type Point } from './plane.ts';
import { type Random, random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { BuildingRow, PlaceRow, StreetRow, ZoneRow } from './rows.ts';
import { inSpan, type LaneRows, type Plot, settle } from './settlement.ts';
import { zoneRows } from './zoneRows.ts';
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

  const { zones, laneIds } = zoneRows(key, shapes, ids.zone);

  const buildings: BuildingRow[] = [];
  const build = (made: Building): BuildingRow => {
    const { ring, ...rest } = made;
    const row: BuildingRow = { ...key, id: ids.building(), ...rest, geometry: geoMultiPolygon([[ring]]) };
    buildings.push(row);
    return row;
  };
  const dwellings: Dwelling[] = [];
  const dwell = (home: BuildingRow, lane: string, made: Omit<Dwelling, 'row'> & { address: string; name?: string }) => {
    const { address, name = '', ...rest } = made;
    const number = `H-${String(dwellings.length + 1).padStart(4, '0')}`;
    const laneId = laneIds.get(lane) ?? null;
    const kind = made.kind === 'shop' ? 'shop' : 'home';
    const fabric = fabricOf(made.kind, made.age, home.storeys ?? 1, random);
    const place = { ...key, id: ids.household(), kind, number, laneId, buildingId: home.id, address, name } as const;
    dwellings.push({ ...rest, row: { ...place, ...reading(address), ...fabric, geometry: geoPoint(made.door) } });
  };

  const units = facilities.flatMap((each) => each.units);
  const plots: UsedPlot[] = settlement.lanes.flatMap((lane) => lane.plots.map((plot) => ({ lane, plot, use: 'home' })));
  markEmpty(plots, units.length, plan.target, random);
  const mainStreet = plan.bands.find(({ south }) => south.kind === 'main')?.south.name ?? '';
  const civic = settlement.blocks.find((block) => block.plan.kind === 'civic')?.span;
  const centre = civic ? inSpan(plan, civic, 0.5, 0.5) : plan.bend(0, 0);
  const fronts = plots
    .filter(({ lane, plot, use }) => {
      const isNorthOfStreet = lane.name.startsWith(`${mainStreet}北`);
      return use === 'home' && lane.name.startsWith(mainStreet) && (plot.side === 'south') === isNorthOfStreet;
    })
    .sort((a, b) => distance(a.plot.corners[0], centre) - distance(b.plot.corners[0], centre));
  const tradeOf = new Map(tradesOf(plan).map((trade, index) => [fronts[index * 2]?.plot, trade]));
  const shops: Spot[] = [];
  for (const { lane, plot, use } of plots) {
    if (use === 'ruin') build(ruin(plot, random));
    if (use !== 'home') continue;
    const address = `${lane.name} ${plot.position * 2 + (plot.side === 'north' ? 1 : 2)} 号`;
    const age = ageOf(plan, lane);
    const { buildings: made, door } = courtyard(plot, address, random, age);
    const trade = tradeOf.get(plot);
    const [house] = made;
    if (trade && house) {
      house.kind = 'shop';
      house.name = trade.name;
      shops.push({ ...trade, point: midpoint(house.ring), address });
    }
    const home = made.map(build)[0];
    if (home) dwell(home, lane.name, { kind: 'home', age, door, address });
  }
  const builtOf = new Map<Building, BuildingRow>();
  for (const made of facilities.flatMap((each) => each.buildings)) builtOf.set(made, build(made));
  for (const { kind, building, lane, door, address, name } of units) {
    const home = builtOf.get(building);
    if (home) dwell(home, lane, { kind, age: 'new', door, address, name });
  }

  const spots = [...facilities.flatMap((each) => each.spots), ...shops];
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
          (side): Ground => ({ kind: 'yard', rings: [ground(lane.plots.filter((plot) => plot.side === side))] }),
        ),
      ),
      ...plots
        .filter(({ use }) => use === 'garden')
        .map(({ plot }): Ground => ({ kind: 'grass', name: '', rings: [ground([plot])] })),
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

type UsedPlot = { lane: LaneRows; plot: Plot; use: 'home' | 'ruin' | 'garden' };

function ageOf(plan: VillagePlan, lane: LaneRows): Dwelling['age'] {
  const band = plan.bands.findIndex(({ plot }) => plot.depth < 16);
  if (band >= 0 && lane.span.v1 < 150) return 'old';
  return plan.bands.at(-1)?.plot.depth === 18 && lane.span.v0 > 250 ? 'new' : 'plain';
}

/**
 * Leaves plots to gardens or ruins until the homes and the other units make up the village's households;
 * lanes that are small already keep theirs, but for a few.
 */
function markEmpty(plots: UsedPlot[], units: number, target: number, random: Random): void {
  let spare = plots.length + units - target;
  const left = new Map<LaneRows, number>();
  for (const { lane } of plots) left.set(lane, (left.get(lane) ?? 0) + 1);
  for (const entry of random.shuffled(plots)) {
    const rest = left.get(entry.lane) ?? 0;
    if (spare <= 0) return;
    if (rest <= 10 && !random.chance(0.03)) continue;
    left.set(entry.lane, rest - 1);
    entry.use = spare % 3 === 0 ? 'ruin' : 'garden';
    spare--;
  }
}

/** What the register knows of a house: structure, year, storeys and square metres. */
function fabricOf(kind: Dwelling['kind'], age: Dwelling['age'], storeys: number, random: Random) {
  if (kind === 'flat')
    return { structure: '砖混', builtYear: 2014, storeys, floorArea: random.pick([78, 86, 92, 104]) };
  if (kind === 'shop') return { structure: '框架', builtYear: 2011, storeys, floorArea: random.whole(90, 150) };
  const structure = random.weighted(
    age === 'old'
      ? ([
          ['石木', 6],
          ['砖木', 3],
          ['砖混', 1],
        ] as const)
      : age === 'plain'
        ? ([
            ['砖木', 5],
            ['砖混', 4],
          ] as const)
        : ([['砖混', 1]] as const),
  );
  const builtYear =
    age === 'old' ? random.whole(1952, 1985) : age === 'plain' ? random.whole(1978, 2003) : random.whole(1998, 2018);
  return {
    structure,
    builtYear,
    storeys,
    floorArea: random.whole(age === 'old' ? 58 : 76, age === 'new' ? 150 : 112) * storeys,
  };
}

/** Small shops in the front rooms along the main street. */
function tradesOf(plan: VillagePlan): Pick<Spot, 'category' | 'name'>[] {
  const short = plan.name.replace('村', '');
  const shop = (name: string) => ({ category: 'shop' as const, name });
  const common = [
    shop(`${short}便民超市`),
    shop('惠民药店'),
    shop('老街五金'),
    { category: 'restaurant' as const, name: '家常饺子馆' },
    shop('快递驿站'),
    shop('农资店'),
  ];
  const fishing = [
    { category: 'restaurant' as const, name: '渔家小院' },
    shop('海产干货店'),
    shop('船用机修'),
    { category: 'restaurant' as const, name: '海湾鱼锅' },
  ];
  return plan.stream ? [...common.slice(0, 5), ...fishing] : common;
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
