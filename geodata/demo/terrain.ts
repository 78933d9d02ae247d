import { contours } from 'd3-contour';
import { distanceToLine, type Line, noise, type Point, smoothstep } from './plane.ts';
import { extent, inland } from './shore.ts';

export const spacing = 10;
export const columns = (extent.east - extent.west) / spacing + 1;
export const rows = (extent.north - extent.south) / spacing + 1;

type Hill = { name: string; top: Point; height: number; length: number; width: number; angle: number };

/** Height is above the ground the hill stands on; length and width are its spread along and across `angle`. */
const hills: Hill[] = [
  { name: '青石山', top: [980, 1960], height: 148, length: 520, width: 360, angle: 0.5 },
  { name: '', top: [1650, 2330], height: 96, length: 430, width: 330, angle: -0.3 },
  { name: '', top: [420, 2230], height: 70, length: 380, width: 260, angle: -0.5 },
  { name: '望海顶', top: [1900, 1560], height: 78, length: 360, width: 240, angle: 1.1 },
  { name: '北岭', top: [-1500, 2420], height: 72, length: 620, width: 260, angle: 0.1 },
  { name: '西山头', top: [-1600, -930], height: 46, length: 300, width: 190, angle: 0.35 },
  { name: '东山头', top: [1400, -900], height: 54, length: 270, width: 190, angle: -0.4 },
];

function hillAt([x, y]: Point, hill: Hill): number {
  const dx = x - hill.top[0];
  const dy = y - hill.top[1];
  const along = (dx * Math.cos(hill.angle) + dy * Math.sin(hill.angle)) / hill.length;
  const across = (dy * Math.cos(hill.angle) - dx * Math.sin(hill.angle)) / hill.width;
  return hill.height * Math.exp(-(along * along + across * across) * 0.9);
}

/** Metres above the sea; below it at sea. Made of the rise from the shore, the hills, their spurs and the stream's valley. */
export function elevationOf(valleys: Line[]): (point: Point) => number {
  return (point) => {
    const away = inland(point);
    if (away < 0) return Math.max(-25, away * 0.035 - 0.4);
    const rise = 3.2 * smoothstep(0, 60, away) + 0.0125 * away + 5 * smoothstep(500, 1500, away);
    const hill = hills.reduce((total, each) => total + hillAt(point, each), 0) * smoothstep(-20, 160, away);
    const spurs = 1 + 0.2 * noise(point, 240, 11) + 0.09 * noise(point, 110, 12);
    const roll = 1.6 * noise(point, 420, 13) * smoothstep(200, 600, away);
    const ground = rise + hill * spurs + roll;
    const carved = valleys.reduce((depth, valley) => {
      const across = distanceToLine(point, valley);
      return across > 400 ? depth : Math.max(depth, Math.exp(-((across / 130) ** 2)));
    }, 0);
    return Math.max(0.4, ground - carved * Math.min(9, 0.35 * ground));
  };
}

export type Terrain = {
  /** Metres above the sea, row by row from the north-west corner. */
  heights: Float64Array;
  elevation: (point: Point) => number;
  /** Rise over run. */
  slope: (point: Point) => number;
};

export function makeTerrain(valleys: Line[]): Terrain {
  const exact = elevationOf(valleys);
  const heights = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      heights[row * columns + column] = exact([extent.west + column * spacing, extent.north - row * spacing]);
    }
  }
  const elevation = ([x, y]: Point) => {
    const across = Math.max(0, Math.min(columns - 1.001, (x - extent.west) / spacing));
    const down = Math.max(0, Math.min(rows - 1.001, (extent.north - y) / spacing));
    const column = Math.floor(across);
    const row = Math.floor(down);
    const at = (c: number, r: number) => heights[(row + r) * columns + column + c] ?? 0;
    const s = across - column;
    const t = down - row;
    return (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t;
  };
  const slope = ([x, y]: Point) =>
    Math.hypot(elevation([x + 15, y]) - elevation([x - 15, y]), elevation([x, y + 15]) - elevation([x, y - 15])) / 30;
  return { heights, elevation, slope };
}

/** The heights as the database keeps them: big-endian signed 16-bit decimetres. */
export function reliefBytes(heights: Float64Array): Buffer {
  const bytes = Buffer.alloc(heights.length * 2);
  heights.forEach((height, index) => {
    bytes.writeInt16BE(Math.round(height * 10), index * 2);
  });
  return bytes;
}

/** Lines of equal height every ten metres, without the parts that run along the extent's edge. */
export function contourLines(terrain: Terrain): { elevation: number; line: Line }[] {
  const highest = terrain.heights.reduce((highest, height) => Math.max(highest, height), 0);
  const levels = Array.from({ length: Math.floor(highest / 10) }, (_, index) => (index + 1) * 10);
  return contours()
    .size([columns, rows])
    .thresholds(levels)(Array.from(terrain.heights))
    .flatMap(({ value, coordinates }) =>
      coordinates
        .flat()
        .flatMap((ring) => cutAtEdge(ring.map(([x = 0, y = 0]) => cellToPoint(x, y))))
        .filter((line) => line.length > 12)
        .map((line) => ({ elevation: value, line })),
    );
}

/** d3 counts cells from the north-west with a sample at the middle of each. */
export function cellToPoint(x: number, y: number): Point {
  return [extent.west + (x - 0.5) * spacing, extent.north - (y - 0.5) * spacing];
}

function cutAtEdge(ring: Point[]): Point[][] {
  const isEdge = ([x, y]: Point) =>
    x < extent.west + 1 || x > extent.east - 1 || y < extent.south + 1 || y > extent.north - 1;
  if (!ring.some(isEdge)) return [ring];
  const start = ring.findIndex(isEdge);
  const open = [...ring.slice(start, -1), ...ring.slice(0, start)];
  const pieces: Point[][] = [[]];
  for (const point of open) {
    if (isEdge(point)) pieces.push([]);
    else pieces.at(-1)?.push(point);
  }
  return pieces.filter((piece) => piece.length > 1);
}

export function peaks(terrain: Terrain): { name: string; top: Point; elevation: number }[] {
  return hills
    .filter((hill) => hill.name !== '')
    .map((hill) => ({ name: hill.name, top: hill.top, elevation: terrain.elevation(hill.top) }));
}
