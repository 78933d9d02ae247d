import { add, curve, distanceToLine, isInRing, type Line, noise, type Point } from './plane.ts';

/** The rectangle the relief covers: west, south, east, north in metres. */
export const extent = { west: -2400, south: -1500, east: 2400, north: 2500 };

/** The coast from west to east, roughly: a headland, the bay with its beach, the harbour, another headland. */
const coastSketch: Line = [
  [-2700, -820],
  [-2450, -900],
  [-2200, -985],
  [-1960, -1020],
  [-1760, -1150],
  [-1560, -1225],
  [-1390, -1190],
  [-1270, -1050],
  [-1120, -930],
  [-930, -800],
  [-720, -645],
  [-500, -525],
  [-280, -458],
  [-60, -432],
  [90, -430],
  [180, -436],
  [300, -452],
  [430, -500],
  [560, -560],
  [700, -650],
  [860, -735],
  [1010, -870],
  [1120, -1010],
  [1240, -1120],
  [1420, -1165],
  [1590, -1110],
  [1720, -980],
  [1900, -900],
  [2120, -880],
  [2330, -960],
  [2700, -1010],
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
  [-4_300, -1_700],
];
const farEast: Line = [
  [4_200, -1_900],
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
  const rocky = Math.max(0, Math.min(1, (Math.abs(x - 60) - 620) / 350));
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
const margin = 400;
const columns = Math.ceil((extent.east - extent.west + 2 * margin) / spacing) + 1;
const rows = Math.ceil((extent.north - extent.south + 2 * margin) / spacing) + 1;
const landRing: Line = [...coast, [2700, 3500], [-2700, 3500]];

const inlandGrid = new Float64Array(columns * rows);
for (let row = 0; row < rows; row++) {
  for (let column = 0; column < columns; column++) {
    const point: Point = [extent.west - margin + column * spacing, extent.south - margin + row * spacing];
    inlandGrid[row * columns + column] = distanceToLine(point, coast) * (isInRing(point, landRing) ? 1 : -1);
  }
}

/** Metres inland of the coast, negative at sea; within about two metres of the truth. */
export function inland([x, y]: Point): number {
  const across = Math.max(0, Math.min(columns - 1.001, (x - extent.west + margin) / spacing));
  const up = Math.max(0, Math.min(rows - 1.001, (y - extent.south + margin) / spacing));
  const column = Math.floor(across);
  const row = Math.floor(up);
  const at = (c: number, r: number) => inlandGrid[(row + r) * columns + column + c] ?? 0;
  const s = across - column;
  const t = up - row;
  return (at(0, 0) * (1 - s) + at(1, 0) * s) * (1 - t) + (at(0, 1) * (1 - s) + at(1, 1) * s) * t;
}
