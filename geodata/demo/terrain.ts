import { contours } from 'd3-contour';
import { bilinear, type Line, noise, type Point, smoothstep } from './plane.ts';
import { broadlyInland, extent, inland } from './shore.ts';

const spacing = 8;
export const columns = (extent.east - extent.west) / spacing + 1;
export const rows = (extent.north - extent.south) / spacing + 1;

type Hill = { name: string; top: Point; height: number; length: number; width: number; angle: number };

/** Height is above the ground the hill stands on; length and width are its spread along and across `angle`. */
const hills: Hill[] = [
  { name: '青石山', top: [790, 1520], height: 138, length: 420, width: 300, angle: 0.5 },
  { name: '', top: [1330, 1830], height: 92, length: 360, width: 270, angle: -0.3 },
  { name: '', top: [330, 1790], height: 64, length: 330, width: 210, angle: -0.5 },
  { name: '望海顶', top: [1500, 1240], height: 72, length: 300, width: 200, angle: 1.1 },
  { name: '北岭', top: [-1130, 1880], height: 66, length: 520, width: 230, angle: 0.1 },
  { name: '西山头', top: [-1190, -800], height: 44, length: 250, width: 150, angle: 0.35 },
  { name: '东山头', top: [1070, -770], height: 52, length: 220, width: 150, angle: -0.4 },
];

function hillAt([x, y]: Point, hill: Hill): number {
  const dx = x - hill.top[0];
  const dy = y - hill.top[1];
  const along = (dx * Math.cos(hill.angle) + dy * Math.sin(hill.angle)) / hill.length;
  const across = (dy * Math.cos(hill.angle) - dx * Math.sin(hill.angle)) / hill.width;
  return hill.height * Math.exp(-(along * along + across * across) * 0.9);
}

/** Metres above the sea at a point `across` metres from the nearest stream: the rise from the shore, the hills, their spurs, the valley. */
function heightOf(point: Point, across: number): number {
  const away = inland(point);
  if (away < 0) return Math.max(-25, away * 0.035 - 0.4);
  const broad = Math.max(0, broadlyInland(point));
  const rise = 3.6 * smoothstep(0, 70, away) + 0.0145 * broad + 6 * smoothstep(350, 1300, broad);
  const hill = hills.reduce((total, each) => total + hillAt(point, each), 0) * smoothstep(-20, 160, away);
  const spurs = hill < 0.3 ? 1 : 1 + 0.15 * noise(point, 260, 11) + 0.06 * noise(point, 120, 12);
  const roll = 1.6 * noise(point, 420, 13) * smoothstep(200, 600, broad);
  const ground = rise + hill * spurs + roll;
  return Math.max(0.4, ground - Math.exp(-((across / 95) ** 2)) * Math.min(14, 0.33 * ground));
}

/** Metres from every sample to the nearest vertex of the valleys; infinite when far. */
function distances(valleys: Line[]): Float64Array {
  const result = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const reach = Math.ceil(210 / spacing);
  for (const [x, y] of valleys.flatMap((valley) => valley.filter((_, index) => index % 2 === 0))) {
    const column = Math.round((x - extent.west) / spacing);
    const row = Math.round((extent.north - y) / spacing);
    for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
      for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
        const away = Math.sqrt((extent.west + c * spacing - x) ** 2 + (extent.north - r * spacing - y) ** 2);
        if (away < (result[r * columns + c] ?? 0)) result[r * columns + c] = away;
      }
    }
  }
  return result;
}

export type Terrain = {
  /** Metres above the sea, row by row from the north-west corner. */
  heights: Float64Array;
  elevation: (point: Point) => number;
  /** Rise over run. */
  slope: (point: Point) => number;
};

export function makeTerrain(valleys: Line[]): Terrain {
  const across = distances(valleys);
  const heights = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = row * columns + column;
      heights[index] = heightOf([extent.west + column * spacing, extent.north - row * spacing], across[index] ?? 0);
    }
  }
  const elevation = ([x, y]: Point) =>
    bilinear(heights, columns, rows, (x - extent.west) / spacing, (extent.north - y) / spacing);
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
function cellToPoint(x: number, y: number): Point {
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

/** The named hills, each at the highest sample near its middle. */
export function peaks(terrain: Terrain): { name: string; top: Point; elevation: number }[] {
  return hills
    .filter((hill) => hill.name !== '')
    .map(({ name, top }) => {
      let best = top;
      for (let x = -200; x <= 200; x += spacing) {
        for (let y = -200; y <= 200; y += spacing) {
          const point: Point = [top[0] + x, top[1] + y];
          if (terrain.elevation(point) > terrain.elevation(best)) best = point;
        }
      }
      return { name, top: best, elevation: terrain.elevation(best) };
    });
}
