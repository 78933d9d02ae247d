/** Geometry of the invented village on the sign-in page, in the units of a sheet of 1440 × 900. */
export const sheet = { width: 1440, height: 900 };

type Point = readonly [x: number, y: number];

/** Rows of plots bend with the shore. */
function bend(x: number): number {
  return 0.00019 * (x - 1010) ** 2;
}

const blocksX: readonly Point[] = [
  [652, 826],
  [852, 1048],
  [1074, 1248],
];
const blocksY: readonly Point[] = [
  [196, 346],
  [374, 524],
  [552, 702],
];
const rowsOfBlock = 3;
const plot = { width: 25, depth: 30 };

/** A number between 0 and 1 that is always the same for the same seed. */
function chance(seed: number): number {
  const wave = Math.sin(seed * 127.1 + 11.7) * 43758.5453;
  return wave - Math.floor(wave);
}

function line(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('');
}

function across(from: number, to: number, y: number): Point[] {
  const steps = Math.max(2, Math.round((to - from) / 24));
  return Array.from({ length: steps + 1 }, (_, step): Point => {
    const x = from + ((to - from) * step) / steps;
    return [x, y + bend(x)];
  });
}

export type Block = { number: number; outline: string; centre: Point };

/** Grids with their outline; the middle one is the square before the village hall. */
export const blocks: readonly Block[] = blocksY.flatMap(([top, bottom], row) =>
  blocksX.flatMap(([left, right], column): Block[] => {
    if (row === 1 && column === 1) return [];
    const outline = `${line([...across(left, right, top), ...across(left, right, bottom).toReversed()])}Z`;
    const number = row * 3 + column + (row * 3 + column > 4 ? 0 : 1);
    const x = (left + right) / 2;
    return [{ number, outline, centre: [x, (top + bottom) / 2 + bend(x)] }];
  }),
);

/** Whether a plot of a block would lie under its number. */
function isUnderNumber(x: number, index: number, count: number): boolean {
  const isMiddleRow = Math.floor(index / count) === 1;
  return isMiddleRow && blocksX.some(([left, right]) => Math.abs(x - (left + right) / 2) < 34);
}

export type House = { at: Point; turn: number; wing: 'left' | 'right' | 'none'; isEmpty: boolean; shade: number };

/** Courtyard houses wall to wall: the main house along the north wall, a wing at one side, some plots empty. */
export const houses: readonly House[] = blocksY.flatMap(([top], row) =>
  blocksX.flatMap(([left, right], column) => {
    if (row === 1 && column === 1) return [];
    const count = Math.floor((right - left - 14) / plot.width);
    return Array.from({ length: rowsOfBlock * count }, (_, index): House => {
      const x = left + 9 + (index % count) * plot.width + plot.width / 2;
      const y = top + 10 + Math.floor(index / count) * 47 + bend(x);
      const seed = row * 1000 + column * 100 + index;
      const wings = ['left', 'right', 'none'] as const;
      return {
        at: [x, y],
        turn: (Math.atan(2 * 0.00019 * (x - 1010)) * 180) / Math.PI,
        wing: wings[Math.floor(chance(seed) * 3)] ?? 'none',
        isEmpty: chance(seed + 0.5) < 0.07 || isUnderNumber(x, index, count),
        shade: Math.floor(chance(seed + 0.25) * 5),
      };
    });
  }),
);

/** Streets between the blocks, and the road that leads out. */
export const streets: readonly string[] = [
  ...[182, 360, 538, 716].map((y) => line(across(y === 360 ? 0 : 610, y === 360 ? 1440 : 1290, y))),
  ...[839, 1061].map((x) =>
    line([
      [x, 176 + bend(x)],
      [x, 722 + bend(x)],
    ]),
  ),
  'M1280 0C1262 130 1276 300 1274 420S1258 640 1272 742',
];

/** Strips of fields as parallelograms. */
export const fields: readonly { outline: string; shade: number }[] = Array.from({ length: 48 }, (_, index) => {
  const column = index % 16;
  const row = Math.floor(index / 16);
  const x = -60 + column * 35 + row * 26;
  const y = 24 + row * 168;
  const height = 152;
  const outline = `${line([
    [x, y],
    [x + 31, y],
    [x + 51, y + height],
    [x + 20, y + height],
  ])}Z`;
  return { outline, shade: Math.floor(chance(index) * 4) };
});

/** Trees of the orchard below the fields, in rows. */
export const orchard: readonly Point[] = Array.from({ length: 136 }, (_, index): Point => {
  const row = Math.floor(index / 17);
  return [70 + (index % 17) * 29 + (row % 2) * 14, 566 + row * 20];
});

/** Lines of equal height round the hill, outermost first. */
export const contours: readonly string[] = Array.from({ length: 8 }, (_, ring) => {
  const radius = 300 - ring * 36;
  const points = Array.from({ length: 49 }, (_unused, step): Point => {
    const angle = (step / 48) * Math.PI * 2;
    const swell = 1 + 0.09 * Math.sin(angle * 3 + ring * 0.16) + 0.05 * Math.sin(angle * 5 + 1 + ring * 0.1);
    return [1500 + Math.cos(angle) * radius * 1.35 * swell, 40 + Math.sin(angle) * radius * 0.86 * swell];
  });
  return `${line(points)}Z`;
});

export const stream = 'M1440 262C1392 290 1362 330 1352 404S1346 560 1322 640S1300 740 1306 812';

/** The shore, and lines of the deepening water below it. */
export function shore(depth: number): string {
  const rise = depth * 24;
  return (
    `M0 ${806 + rise}C130 ${782 + rise} 260 ${826 + rise} 420 ${800 + rise}S690 ${762 + rise} 830 ${770 + rise}` +
    `S1120 ${752 + rise} 1240 ${792 + rise}S1380 ${824 + rise} 1440 ${802 + rise}V900H0Z`
  );
}
