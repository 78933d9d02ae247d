import type { AreaLevel } from '../../shared/area.ts';
import { curve, distance, isInRing, type Line, type Point } from './plane.ts';
import { coast, countyCoast, inland } from './shore.ts';

export type TownArea = { code: string; level: AreaLevel; parentCode: string | null; name: string; rings: Line[] };

/** Where the borders of the three villages meet. */
const meeting: Point = [-30, 330];
const northEnd: Point = [60, 1830];

function nearestOnCoast(point: Point): number {
  let best = 0;
  coast.forEach((each, index) => {
    if (distance(each, point) < distance(coast[best] ?? each, point)) best = index;
  });
  return best;
}

const ends = {
  west: nearestOnCoast([-1740, -810]),
  bayWest: nearestOnCoast([-850, -730]),
  bayEast: nearestOnCoast([690, -665]),
  east: nearestOnCoast([1700, -760]),
};
const at = (index: number): Point => coast[index] ?? meeting;
const shore = (from: number, to: number): Line => coast.slice(from, to + 1);
const border = (points: Line): Point[] => curve(points, 30);

const fromWest = border([at(ends.bayWest), [-760, -520], [-700, -250], [-590, 20], [-420, 230], [-220, 320], meeting]);
const fromEast = border([at(ends.bayEast), [650, -430], [620, -180], [540, 40], [380, 240], [160, 320], meeting]);
const fromNorth = border([northEnd, [20, 1500], [130, 1200], [30, 860], [-10, 560], meeting]);
const outerWest = border([
  northEnd,
  [-420, 1880],
  [-960, 1820],
  [-1480, 1850],
  [-1760, 1500],
  [-1720, 950],
  [-1800, 400],
  [-1710, -150],
  [-1780, -500],
  at(ends.west),
]);
const outerEast = border([
  northEnd,
  [640, 1890],
  [1180, 1850],
  [1640, 1800],
  [1780, 1340],
  [1720, 720],
  [1800, 160],
  [1730, -310],
  at(ends.east),
]);
const back = (line: Line): Point[] => [...line].reverse();

/** The town's border, open, from the south-west along the coast. */
export function townRing(): Line {
  return [...shore(ends.west, ends.east), ...back(outerEast).slice(1), ...outerWest.slice(1, -1)];
}

/** County, town and its three villages, which share their borders vertex by vertex and leave no gap. */
export function townAreas(): TownArea[] {
  const bay = [...shore(ends.bayWest, ends.bayEast), ...fromEast.slice(1), ...back(fromWest).slice(1, -1)];
  const inland = [
    ...shore(ends.west, ends.bayWest),
    ...fromWest.slice(1),
    ...back(fromNorth).slice(1),
    ...outerWest.slice(1, -1),
  ];
  const edge = [
    ...shore(ends.bayEast, ends.east),
    ...back(outerEast).slice(1),
    ...fromNorth.slice(1),
    ...back(fromEast).slice(1, -1),
  ];
  const county: Line = [...countyCoast, [-52_000, 12_000]];
  return [
    { code: '371082', level: 'county', parentCode: null, name: '荣成市', rings: [county] },
    { code: '371082999', level: 'town', parentCode: '371082', name: '示范镇', rings: [townRing()] },
    { code: '371082999001', level: 'village', parentCode: '371082999', name: '海湾村', rings: [bay] },
    { code: '371082999002', level: 'village', parentCode: '371082999', name: '东岭村', rings: [inland] },
    { code: '371082999003', level: 'village', parentCode: '371082999', name: '新港村', rings: [edge] },
  ];
}

let villages: { code: string; ring: Line }[] | null = null;

/** Code of the village a point lies in; of a point at sea or beyond the border, the village whose shore it is off, or null. */
export function villageAt(point: Point): string | null {
  villages ??= townAreas().flatMap(({ code, level, rings: [ring] }) =>
    level === 'village' && ring ? [{ code, ring }] : [],
  );
  const within = villages.find(({ ring }) => isInRing(point, ring))?.code;
  if (within) return within;
  if (inland(point) > 0) return null;
  const [x] = point;
  return x < (coast[ends.bayWest]?.[0] ?? 0)
    ? '371082999002'
    : x < (coast[ends.bayEast]?.[0] ?? 0)
      ? '371082999001'
      : '371082999003';
}
