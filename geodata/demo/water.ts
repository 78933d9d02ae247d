import type { Ground } from './facilities.ts';
import { bay } from './plan.ts';
import { closedCurve, curve, type Line, type Point, ribbon } from './plane.ts';

/** Inside the village the stream keeps to the gap the plan leaves for it. */
const throughVillage: Point[] = [365, 320, 275, 230, 185, 140, 95, 50, 5].map((v, index) =>
  bay.bend(113 + (index % 2 === 0 ? 2.5 : -2.5), v),
);

/** The stream from its spring on the hill through the first village to the harbour. */
export const stream: Line = curve(
  [
    [700, 1330],
    [640, 1230],
    [600, 1130],
    [520, 1040],
    [490, 930],
    [420, 830],
    [400, 730],
    [330, 640],
    [318, 540],
    [262, 450],
    [255, 350],
    [212, 265],
    [200, 170],
    [162, 90],
    ...throughVillage,
    [108, -395],
    [111, -431],
  ],
  10,
);

/** A brook from the inland village's pond that joins the stream above the county road. */
export const brook: Line = curve(
  [
    [-1460, 1230],
    [-1250, 1160],
    [-1020, 1120],
    [-800, 1040],
    [-640, 940],
    [-520, 800],
    [-400, 640],
    [-240, 520],
    [-90, 430],
    [80, 400],
    [180, 350],
    [252, 345],
  ],
  14,
);

/** A gully on the east side that reaches the sea beyond the school. */
export const gully: Line = curve(
  [
    [1290, 960],
    [1330, 760],
    [1420, 560],
    [1400, 330],
    [1330, 120],
    [1250, -80],
    [1120, -200],
    [900, -330],
    [780, -470],
    [700, -560],
    [655, -640],
  ],
  14,
);

export const reservoir: Line = closedCurve(
  [
    [470, 868],
    [512, 872],
    [548, 912],
    [556, 962],
    [592, 1004],
    [606, 1060],
    [580, 1078],
    [540, 1052],
    [508, 1010],
    [462, 990],
    [440, 940],
    [444, 892],
  ],
  7,
);
const dam: Line = [
  [450, 868],
  [492, 858],
  [520, 868],
];

const firstBroad = 66;

export function waters(): Ground[] {
  const broad = stream.slice(firstBroad);
  return [
    { kind: 'stream', name: '青石河', line: stream.slice(0, firstBroad + 1) },
    {
      kind: 'river',
      name: '青石河',
      rings: [
        ribbon(
          broad,
          (index) =>
            4.5 +
            8.5 * Math.min(1, index / (broad.length - 12)) +
            1.1 * Math.sin(index * 0.9) +
            3 * Math.max(0, index - broad.length + 5),
        ),
      ],
    },
    { kind: 'stream', name: '东岭沟', line: brook },
    { kind: 'stream', name: '', line: gully },
    { kind: 'lake', name: '青石水库', rings: [reservoir] },
    { kind: 'pier', name: '水库大坝', rings: [ribbon(curve(dam, 6), 7)] },
  ];
}
