import type { AreaLevel } from '../../shared/area.ts';
import { curve, distance, type Line, type Point } from './plane.ts';
import { coast, countyCoast, extent } from './shore.ts';

export type TownArea = { code: string; level: AreaLevel; parentCode: string | null; name: string; rings: Line[] };

/** Where the borders of the three villages meet. */
const meeting: Point = [-60, 430];
const border = (points: Line) => curve(points, 30);

function nearestOnCoast(point: Point): number {
  let best = 0;
  coast.forEach((each, index) => {
    if (distance(each, point) < distance(coast[best] ?? each, point)) best = index;
  });
  return best;
}

/** County, town and its three villages, which share their borders vertex by vertex and leave no gap. */
export function townAreas(): TownArea[] {
  const west = nearestOnCoast([-2250, -950]);
  const east = nearestOnCoast([2250, -950]);
  const bayWest = nearestOnCoast([-1180, -1000]);
  const bayEast = nearestOnCoast([860, -740]);
  const at = (index: number) => coast[index] ?? meeting;
  const north: Point = [150, 2330];
  const fromWest = border([at(bayWest), [-980, -560], [-820, -120], [-640, 220], [-360, 420], meeting]);
  const fromEast = border([at(bayEast), [780, -420], [640, -60], [520, 220], [260, 380], meeting]);
  const fromNorth = border([north, [60, 1900], [180, 1500], [60, 1050], [10, 700], meeting]);
  const outerWest = border([
    north,
    [-500, 2400],
    [-1200, 2330],
    [-1900, 2360],
    [-2260, 1900],
    [-2210, 1200],
    [-2320, 500],
    [-2200, -200],
    [-2290, -620],
    at(west),
  ]);
  const outerEast = border([
    north,
    [800, 2420],
    [1500, 2380],
    [2100, 2300],
    [2280, 1700],
    [2210, 900],
    [2300, 200],
    [2220, -400],
    at(east),
  ]);
  const shore = (from: number, to: number) => coast.slice(from, to + 1);
  const open = (line: Line) => line.slice(0, -1);
  const bay = [...shore(bayWest, bayEast), ...fromEast.slice(1), ...[...fromWest].reverse().slice(1, -1)];
  const inland = [
    ...shore(west, bayWest),
    ...fromWest.slice(1),
    ...[...fromNorth].reverse().slice(1),
    ...outerWest.slice(1, -1),
  ];
  const edge = [
    ...shore(bayEast, east),
    ...[...outerEast].reverse().slice(1),
    ...fromNorth.slice(1),
    ...[...fromEast].reverse().slice(1, -1),
  ];
  const town = [...shore(west, east), ...[...outerEast].reverse().slice(1), ...outerWest.slice(1, -1)];
  void extent;
  void open;
  const county: Line = [...countyCoast, [-52_000, 12_000]];
  return [
    { code: '371082', level: 'county', parentCode: null, name: '荣成市', rings: [county] },
    { code: '371082999', level: 'town', parentCode: '371082', name: '示范镇', rings: [town] },
    { code: '371082999001', level: 'village', parentCode: '371082999', name: '海湾村', rings: [bay] },
    { code: '371082999002', level: 'village', parentCode: '371082999', name: '东岭村', rings: [inland] },
    { code: '371082999003', level: 'village', parentCode: '371082999', name: '新港村', rings: [edge] },
  ];
}
