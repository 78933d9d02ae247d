import { add, bilinear, curve, distanceToLine, isInRing, type Line, noise, type Point } from './plane.ts';

/** The rectangle the relief covers: west, south, east, north in metres. */
export const extent = { west: -1900, south: -1250, east: 1900, north: 1950 };

/** The coast from west to east, roughly: a headland, the bay with its beach, the harbour, another headland. */
const coastSketch: Line = [
  [-2100, -700],
  [-1900, -760],
  [-1700, -820],
  [-1520, -850],
  [-1370, -950],
  [-1210, -1010],
  [-1070, -975],
  [-990, -860],
  [-880, -760],
  [-720, -650],
  [-560, -560],
  [-400, -492],
  [-240, -452],
  [-60, -432],
  [90, -430],
  [180, -436],
  [300, -452],
  [430, -500],
  [545, -560],
  [660, -640],
  [770, -725],
  [860, -840],
  [950, -930],
  [1080, -975],
  [1210, -935],
  [1310, -830],
  [1450, -760],
  [1620, -740],
  [1780, -800],
  [2100, -850],
];

/** Far from the town the coast is only sketched: the peninsula's end, so that the sea has no straight edge in view. */
const farWest: Line = [
  [-52_000, -18_000],
  [-38_000, -14_500],
  [-27_000, -15_800],
  [-19_000, -9_500],
  [-14_500, -10_400],
  [-9_500, -5_200],
  [-6_200, -4_000],
  [-3_300, -1_500],
];
const farEast: Line = [
  [3_300, -1_700],
  [5_600, -700],
  [7_400, -1_400],
  [9_300, 800],
  [11_200, 2_600],
  [10_300, 5_600],
  [12_800, 8_900],
  [11_900, 13_500],
  [14_600, 18_200],
  [12_100, 23_500],
  [4_000, 27_500],
  [-8_000, 26_200],
  [-19_000, 30_500],
  [-32_000, 28_200],
  [-52_000, 32_000],
];

const nearCoast: Point[] = curve(coastSketch, 12).map((point) => {
  const [x] = point;
  const rocky = Math.max(0, Math.min(1, (Math.abs(x - 60) - 500) / 260));
  return add(point, [noise(point, 46, 3), noise(point, 52, 4)], rocky * 13);
});

/** The coast within the extent, from west to east, with the sea to its right. */
export const coast: Line = nearCoast;
const west = nearCoast[0] ?? [0, 0];
const east = nearCoast.at(-1) ?? [0, 0];

/** The coast of the whole county, from its south-west round the cape to its north-west. */
export const countyCoast: Line = [
  ...curve([...farWest, west], 400).slice(0, -1),
  ...nearCoast,
  ...curve([east, ...farEast], 400).slice(1),
];

/** The sea around the county, out to well beyond any view of the town. */
export const sea: Line = [...countyCoast, [-52_000, 70_000], [90_000, 70_000], [90_000, -70_000], [-52_000, -70_000]];

const spacing = 40;
const margin = 200;
const columns = Math.ceil((extent.east - extent.west + 2 * margin) / spacing) + 1;
const rows = Math.ceil((extent.north - extent.south + 2 * margin) / spacing) + 1;
const landRing: Line = [...coast, [2100, 3500], [-2100, 3500]];

const inlandGrid = new Float64Array(columns * rows);
for (let row = 0; row < rows; row++) {
  for (let column = 0; column < columns; column++) {
    const point: Point = [extent.west - margin + column * spacing, extent.south - margin + row * spacing];
    inlandGrid[row * columns + column] = distanceToLine(point, coast) * (isInRing(point, landRing) ? 1 : -1);
  }
}

/** The same, blurred over a few hundred metres: the lie of the land without the creases of a distance. */
const broadGrid = blurredTwice(blurredTwice(inlandGrid));

function blurredTwice(grid: Float64Array): Float64Array {
  return blurred(blurred(grid, 1), columns);
}

function blurred(grid: Float64Array, stride: number): Float64Array {
  const reach = 4;
  return grid.map((_, index) => {
    const across = stride === 1 ? index % columns : Math.floor(index / columns);
    const last = stride === 1 ? columns - 1 : rows - 1;
    let sum = 0;
    for (let away = -reach; away <= reach; away++) {
      const at = Math.max(0, Math.min(last, across + away));
      sum += grid[index + (at - across) * stride] ?? 0;
    }
    return sum / (2 * reach + 1);
  });
}

function sampled(grid: Float64Array, [x, y]: Point): number {
  return bilinear(grid, columns, rows, (x - extent.west + margin) / spacing, (y - extent.south + margin) / spacing);
}

/** Metres inland of the coast, negative at sea; within about two metres of the truth. */
export function inland(point: Point): number {
  return sampled(inlandGrid, point);
}

/** Metres inland, smoothed. */
export function broadlyInland(point: Point): number {
  return sampled(broadGrid, point);
}
