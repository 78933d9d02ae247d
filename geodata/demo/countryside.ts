import type { Ground, Spot } from './facilities.ts';
import { type FieldBlock, farmland } from './fields.ts';
import { harbour, kelpFarm, seaside } from './harbour.ts';
import type { Building } from './houses.ts';
import { emptyMask, type Mask } from './mask.ts';
import {
  add,
  closedCurve,
  distance,
  distanceToLine,
  type Line,
  lineLength,
  midpoint,
  noise,
  offset,
  type Point,
  pointAlong,
  rectangle,
  ringArea,
  turned,
} from './plane.ts';
import { random as randomOf } from './random.ts';
import { bridges, type Road, roads } from './roads.ts';
import { services } from './services.ts';
import { inland } from './shore.ts';
import { contourLines, peaks, type Terrain } from './terrain.ts';
import { townRing } from './town.ts';
import type { Village } from './village.ts';
import { brook, gully, reservoir, stream, waters } from './water.ts';
import { areasWhere, pines } from './woods.ts';
import { works } from './works.ts';

export type Countryside = {
  ground: Ground[];
  roads: Road[];
  buildings: Building[];
  spots: Spot[];
  parcels: Parcel[];
  blocks: FieldBlock[];
  wood: Line[];
};
/** A piece of collective property that the assets name. */
type Parcel = { key: string; rings: Line[] };

const tunnelSites = [
  { at: [-1130, 315] as Point, rows: 11, columns: 1, angle: -0.06 },
  { at: [-930, 300] as Point, rows: 9, columns: 1, angle: -0.04 },
  { at: [880, 170] as Point, rows: 7, columns: 2, angle: 0.1 },
];
const cemetery: Line = closedCurve(
  [
    [1130, 1225],
    [1180, 1240],
    [1216, 1212],
    [1226, 1160],
    [1190, 1130],
    [1140, 1146],
    [1112, 1184],
  ],
  7,
);

/** Everything outside the villages: shore, water, roads, woods, fields, and the yards between. */
export function countryside(terrain: Terrain, villages: Village[]): Countryside {
  const random = randomOf('countryside');
  const port = harbour(random);
  const common = services();
  const apart = [port, common];
  const buildings: Building[] = apart.flatMap((each) => each.buildings);
  const spots: Spot[] = apart.flatMap((each) => each.spots);
  const parcels: Parcel[] = [];
  const ground: Ground[] = [...seaside(random), ...waters(), ...apart.flatMap((each) => each.ground)];
  kelpFarm(random).forEach((block, index) => {
    parcels.push({ key: `kelp${index + 1}`, rings: block });
    ground.push(...block.map((ring): Ground => ({ kind: 'mooring', name: '', rings: [ring] })));
  });

  const near = emptyMask();
  const noWood = emptyMask();
  for (const road of roads) {
    near.line(road.line, road.width / 2 + 2.6);
    if (road.width > 4) noWood.line(road.line, road.width / 2 + 8);
  }
  const settled = emptyMask();
  for (const village of villages) for (const ring of village.footprint.outlines) settled.ring(ring);
  for (const { ring } of port.buildings) settled.ring(ring);
  const residential = settlements(settled, villages);
  for (const rings of residential) ground.push({ kind: 'residential', rings });
  for (const village of villages)
    for (const { line, width } of village.footprint.streets) near.line(line, width / 2 + 2);
  for (const rings of residential) {
    if (!rings[0]) continue;
    near.ring(rings[0]);
    noWood.ring(rings[0]);
  }
  for (const { ring } of buildings) {
    near.ring(ring);
    near.line([...ring, ...ring.slice(0, 1)], 5);
  }
  for (const { kind, rings } of apart.flatMap((each) => each.ground)) {
    if (rings?.[0] && (kind === 'square' || kind === 'yard' || kind === 'industrial')) near.ring(rings[0]);
  }
  near.line(stream, 11);
  near.line(brook, 6);
  near.line(gully, 6);
  near.ring(closedCurve(grown(reservoir, 12), 10));

  for (const site of tunnelSites) {
    for (let row = 0; row < site.rows; row++) {
      for (let column = 0; column < site.columns; column++) {
        const centre = turned(site.at, column * 92, -row * 13.5, site.angle);
        const ring = rectangle(centre, 84, 8.6, site.angle);
        ground.push({ kind: 'polytunnel', rings: [ring] });
      }
    }
    const outline = rectangle(
      turned(site.at, ((site.columns - 1) * 92) / 2, (-(site.rows - 1) * 13.5) / 2, site.angle),
      site.columns * 92 + 2,
      site.rows * 13.5 + 3,
      site.angle,
    );
    near.ring(outline);
    parcels.push({ key: `tunnels${parcels.length}`, rings: [outline] });
  }
  ground.push({ kind: 'cemetery', name: '东坡公墓', rings: [cemetery] });
  near.ring(closedCurve(grown(cemetery, 6), 8));
  noWood.ring(closedCurve(grown(cemetery, 4), 8));
  noWood.ring(closedCurve(grown(reservoir, 9), 10));

  for (const site of works()) {
    ground.push({ kind: 'industrial', name: site.name, rings: [site.yard] });
    buildings.push(...site.halls);
    spots.push(...site.spots);
    near.ring(site.yard);
    parcels.push({ key: site.name, rings: [site.yard] });
  }

  const town = townRing();
  const woods = pines(terrain, town, noWood);
  ground.push(...woods);
  const fields = emptyMask();
  const within = emptyMask();
  within.ring(town);
  const woodRings = woods.flatMap((wood) => (wood.rings?.[0] ? [wood.rings[0]] : []));
  for (const ring of woodRings) {
    fields.ring(ring);
    fields.line([...ring, ring[0] ?? [0, 0]], 5);
  }
  fields.where((point) => near.isTaken(point) || !within.isTaken(point) || isShore(point));
  fields.line([...town, ...town.slice(0, 1)], 3);
  const farms = farmland(fields, terrain, randomOf('fields'));
  ground.push(...farms.ground);

  const allRoads: Road[] = [
    ...roads,
    ...farms.tracks.map((line): Road => ({ kind: 'track', name: '', width: 3, line })),
  ];
  const crossed = bridges([
    ...roads.filter((road) => road.kind !== 'track' && road.kind !== 'path'),
    ...villages.flatMap((village) => village.footprint.streets.filter(({ width }) => width > 4)),
  ]);
  for (const bridge of crossed) ground.push({ kind: 'bridge', name: bridge.name, rings: [bridge.ring] });
  ground.push(...[...trees(), ...villages.flatMap(shadeTrees)].map((point): Ground => ({ kind: 'tree', point })));
  ground.push(...contourLines(terrain).map(({ elevation, line }): Ground => ({ kind: 'contour', line, elevation })));
  ground.push(
    ...peaks(terrain).map(
      ({ name, top, elevation }): Ground => ({ kind: 'peak', name, point: top, elevation: Math.round(elevation) }),
    ),
  );
  return { ground, roads: allRoads, buildings, spots, parcels, blocks: farms.blocks, wood: largest(woods) };
}

/** Rings of the area with the most ground. */
function largest(areas: Ground[]): Line[] {
  const size = ({ rings = [] }: Ground) => Math.abs(ringArea(rings[0] ?? []));
  return (
    areas.reduce<Ground | undefined>((best, each) => (best && size(best) > size(each) ? best : each), undefined)
      ?.rings ?? []
  );
}

/** Nothing grows in the wind and spray next to the sea. */
function isShore(point: Point): boolean {
  const away = inland(point);
  return away < 24 || (away < 68 && away < 46 + 22 * noise(point, 150, 51));
}

function grown(ring: Line, metres: number): Line {
  const centre = ring.reduce<Point>((sum, point) => add(sum, point, 1 / ring.length), [0, 0]);
  return ring.map((point) =>
    add(point, [point[0] - centre[0], point[1] - centre[1]], metres / Math.max(1, distance(point, centre))),
  );
}

/** The built-up ground of the villages with soft edges. */
function settlements(settled: Mask, villages: Village[]): Line[][] {
  const middles = villages.map((village) => midpoint(village.dwellings.map(({ door }) => door)));
  const reach = [-11, 0, 11];
  return areasWhere(
    (point) => {
      if (middles.every((middle) => distance(middle, point) > 560)) return 0;
      let taken = 0;
      for (const x of reach) for (const y of reach) if (settled.isTaken([point[0] + x, point[1] + y])) taken++;
      return taken / 3.5;
    },
    8,
    4000,
  );
}

/** Rows of trees along the county road, the main streets and the stream's banks. */
function trees(): Point[] {
  const random = randomOf('trees');
  const result: Point[] = [];
  const plant = (line: Line, every: number, aside: number) => {
    for (const side of [-1, 1]) {
      const row = offset(line, side * aside);
      for (
        let metres = random.between(2, every);
        metres < lineLength(row);
        metres += every * random.between(0.8, 1.3)
      ) {
        result.push(pointAlong(row, metres).point);
      }
    }
  };
  for (const road of roads.filter(({ kind }) => kind === 'highway')) plant(road.line, 42, 9);
  const banks = stream.filter(([, y]) => y < 480 && y > -300);
  plant(banks, 26, 10);
  return result.filter((point) => roads.every((road) => distanceToLine(point, road.line) > road.width / 2 + 1.5));
}

/** Trees around squares and greens and in the gardens of a village. */
function shadeTrees(village: Village): Point[] {
  const random = randomOf(`shade ${village.plan.code}`);
  return village.ground.flatMap(({ kind, rings, name }) => {
    const ring = rings?.[0];
    if (!ring || (kind !== 'grass' && kind !== 'square') || name === '足球场') return [];
    const centre = midpoint(ring);
    if (kind === 'grass' && name === '') return [add(centre, [random.between(-3, 3), random.between(-4, 4)])];
    const around = [...ring, ...ring.slice(0, 1)];
    const count = Math.floor(lineLength(around) / 11);
    return Array.from({ length: count }, (_, index) => {
      const { point } = pointAlong(around, (index + 0.5) * 11);
      return add(point, [centre[0] - point[0], centre[1] - point[1]], 2.5 / distance(point, centre));
    });
  });
}
