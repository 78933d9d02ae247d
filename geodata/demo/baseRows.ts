import { reading } from '../../server/db/pinyin.ts';
import type { Countryside } from './countryside.ts';
import type { Ground } from './facilities.ts';
import { geoLine, geoMultiPolygon, geoPoint, geoPolygon } from './frame.ts';
import { islets } from './harbour.ts';
import { midpoint, type Point } from './plane.ts';
import type { AllIds } from './register.ts';
import type { AreaRow, BuildingRow, Demo, LandformRow, ReliefRow } from './rows.ts';
import { extent, sea } from './shore.ts';
import { columns, reliefBytes, rows, type Terrain } from './terrain.ts';
import { townAreas, villageAt } from './town.ts';
import { countyCode, placeRow, streetRow, type Village } from './village.ts';

type Base = Pick<Demo, 'areas' | 'streets' | 'buildings' | 'landforms' | 'reliefs' | 'places'>;

/** Rows of everything that stands or lies on the ground; what lies outside the villages' houses gets the village it lies in. */
export function baseRows(villages: Village[], land: Countryside, terrain: Terrain, ids: AllIds): Base {
  const at = (point: Point) => ({ countyCode, villageCode: villageAt(point) });
  const sized = (ground: Ground, villageCode: string | null): LandformRow =>
    landformRow(ground, villageCode, ids.landform);
  return {
    areas: townAreas().map(
      ({ code, level, parentCode, name, rings }): AreaRow => ({
        countyCode,
        code,
        level,
        parentCode,
        name,
        ...reading(name),
        geometry: geoMultiPolygon([rings]),
      }),
    ),
    streets: [
      ...villages.flatMap((village) => village.streets),
      ...land.roads.map(({ kind, name, line }) => streetRow(at(middle(line)), ids, kind, name, [line])),
    ],
    buildings: [
      ...villages.flatMap((village) => village.buildings),
      ...land.buildings.map(
        ({ ring, ...rest }): BuildingRow => ({
          ...at(midpoint(ring)),
          id: ids.building(),
          ...rest,
          geometry: geoMultiPolygon([[ring]]),
        }),
      ),
    ],
    landforms: [
      sized({ kind: 'sea', name: '月牙湾', rings: [sea, ...islets] }, null),
      ...land.ground.map((ground) => sized(ground, ground.kind === 'contour' ? null : villageAt(centreOf(ground)))),
      ...villages.flatMap((village) => village.ground.map((ground) => sized(ground, village.plan.code))),
    ],
    reliefs: [reliefRow(terrain)],
    places: [
      ...villages.flatMap((village) => village.places),
      ...land.spots.map((spot) => placeRow(at(spot.point), ids, spot)),
    ],
  };
}

function middle(line: readonly Point[]): Point {
  return line[Math.floor(line.length / 2)] ?? [0, 0];
}

function centreOf(ground: Ground): Point {
  return ground.point ?? middle(ground.line ?? ground.rings?.[0] ?? []);
}

function landformRow(ground: Ground, villageCode: string | null, nextId: () => number): LandformRow {
  const { kind, name = '', elevation = null, point, line, rings = [] } = ground;
  const geometry = point ? geoPoint(point) : line ? geoLine(line) : geoPolygon(rings);
  return { countyCode, id: nextId(), villageCode, kind, name, elevation, geometry };
}

function reliefRow({ heights }: Terrain): ReliefRow {
  const { west, south, east, north } = extent;
  const corners: Point[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
  return { countyCode, id: 1, columns, rows, heights: reliefBytes(heights), geometry: geoPolygon([corners]) };
}
