import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { Language } from '../../../shared/labels.ts';
import type { Tokens } from '../../app/tokens.ts';
import { keyPersonSigns } from './signs.ts';

/** Pixels of one sign in the atlas; drawn at half this size or less on the map. */
const cell = 64;
const columns = 16;
/** Counts above are shown as this many and more. */
const mostCounted = 99;

export type Atlas = {
  /** An ImageData; deck.gl takes one, its types name only addresses and textures. */
  image: string;
  mapping: Record<string, { x: number; y: number; width: number; height: number; mask: boolean }>;
};

type Context = CanvasRenderingContext2D;

/** Name in the atlas of a count of two or more. */
export function countSign(count: number): string {
  return `count-${Math.min(count, mostCounted)}`;
}

/** Every sign the columns' layers use, drawn once for a theme and a language. */
export function drawAtlas(tokens: Tokens, language: Language): Atlas {
  const signs = [
    ...hazardSigns(tokens),
    ...keyPersonSignsOf(tokens, language),
    ...countSigns(tokens),
    flagSign(tokens),
    padlockSign(tokens),
    arrowheadSign(tokens),
  ];
  const canvas = document.createElement('canvas');
  canvas.width = columns * cell;
  canvas.height = Math.ceil(signs.length / columns) * cell;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser cannot draw on a canvas');
  const mapping: Atlas['mapping'] = {};
  signs.forEach(([name, paint], index) => {
    const x = (index % columns) * cell;
    const y = Math.floor(index / columns) * cell;
    context.save();
    context.translate(x + cell / 2, y + cell / 2);
    paint(context);
    context.restore();
    mapping[name] = { x, y, width: cell, height: cell, mask: false };
  });
  const image: unknown = context.getImageData(0, 0, canvas.width, canvas.height);
  return { image: image as string, mapping };
}

type Sign = readonly [name: string, paint: (context: Context) => void];

function write(context: Context, text: string, size: number, colour: string, dy = 0): void {
  context.fillStyle = colour;
  context.font = `600 ${size}px "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = context.measureText(text);
  context.fillText(text, 0, (up - down) / 2 + dy);
}

/** Corners at equal steps round a circle, the first at `turn` from the top. */
function polygon(context: Context, corners: number, radius: number, turn: number): void {
  context.beginPath();
  for (let corner = 0; corner < corners; corner += 1) {
    const angle = turn + (corner / corners) * Math.PI * 2 - Math.PI / 2;
    context.lineTo(Math.cos(angle) * radius, Math.sin(angle) * radius);
  }
  context.closePath();
}

/** The outline of a severity: octagon, triangle, diamond, circle. */
function outline(context: Context, severity: number): void {
  if (severity === 1) polygon(context, 8, 23, Math.PI / 8);
  else if (severity === 2) {
    context.translate(0, 5);
    polygon(context, 3, 28, 0);
  } else if (severity === 3) polygon(context, 4, 26, 0);
  else {
    context.beginPath();
    context.arc(0, 0, 21, 0, Math.PI * 2);
  }
}

/** A clock at the upper right: past its day, whatever colour or shape says how bad it is. */
function lateBadge(context: Context, { text, surface }: Tokens): void {
  context.translate(19, -19);
  disc(context, 11, text, surface);
  context.strokeStyle = surface;
  context.lineWidth = 3;
  context.lineCap = 'round';
  context.beginPath();
  context.moveTo(0, -6);
  context.lineTo(0, 0);
  context.lineTo(4.5, 2.5);
  context.stroke();
}

function hazardSigns(tokens: Tokens): Sign[] {
  const { map, surface } = tokens;
  return [1, 2, 3, 4].flatMap((severity): Sign[] => {
    const paint = (fill: string, ink: string) => (context: Context) => {
      outline(context, severity);
      context.lineJoin = 'round';
      context.lineWidth = 7;
      context.strokeStyle = surface;
      context.stroke();
      context.fillStyle = fill;
      context.fill();
      write(context, String(severity), severity === 2 ? 24 : 26, ink, severity === 2 ? 3 : 0);
    };
    const open = paint(map.hazards[severity - 1] ?? map.hazardClosed, map.onHazard[severity - 1] ?? surface);
    return [
      [`hazard-${severity}`, open],
      [
        `late-${severity}`,
        (context) => {
          context.save();
          open(context);
          context.restore();
          lateBadge(context, tokens);
        },
      ],
      [`closed-${severity}`, paint(map.hazardClosed, surface)],
    ];
  });
}

function keyPersonSignsOf({ map, surface }: Tokens, language: Language): Sign[] {
  return keyPersonCategories.map((category) => [
    `person-${category}`,
    (context) => {
      disc(context, 24, map.keyPerson, surface);
      write(context, keyPersonSigns[language][category], 30, surface);
    },
  ]);
}

function countSigns({ map, surface, text }: Tokens): Sign[] {
  const counts = Array.from({ length: mostCounted - 1 }, (_, index) => index + 2);
  const shown = (count: number) => (count === mostCounted ? '99+' : String(count));
  return counts.flatMap((count): Sign[] => [
    [countSign(count), (context) => write(context, shown(count), count > 9 ? 30 : 34, text)],
    ...(count < 10
      ? [
          [
            `persons-${count}`,
            (context: Context) => {
              disc(context, 24, map.keyPerson, surface);
              write(context, String(count), 30, surface);
            },
          ] as const,
        ]
      : []),
  ]);
}

function disc(context: Context, radius: number, fill: string, edge: string): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, Math.PI * 2);
  context.fillStyle = fill;
  context.fill();
  context.lineWidth = 4;
  context.strokeStyle = edge;
  context.stroke();
}

/** A flag on its pole; the pole's foot is at the centre of the cell, where the member lives. */
function flagSign({ map, surface }: Tokens): Sign {
  return [
    'flag',
    (context) => {
      context.lineJoin = 'round';
      context.lineWidth = 5;
      context.strokeStyle = surface;
      context.beginPath();
      context.moveTo(-1, 0);
      context.lineTo(-1, -29);
      context.lineTo(24, -21);
      context.lineTo(2, -12);
      context.lineTo(2, 0);
      context.closePath();
      context.stroke();
      context.fillStyle = map.member;
      context.fill();
    },
  ];
}

/** A closed padlock on a disc. */
function padlockSign({ surface, text }: Tokens): Sign {
  return [
    'padlock',
    (context) => {
      disc(context, 24, text, surface);
      context.strokeStyle = surface;
      context.lineWidth = 4;
      context.beginPath();
      context.arc(0, -5, 7, Math.PI, 0);
      context.lineTo(7, 0);
      context.moveTo(-7, -5);
      context.lineTo(-7, 0);
      context.stroke();
      context.fillStyle = surface;
      context.fillRect(-11, -1, 22, 15);
    },
  ];
}

/** The head of an arrow to the east, its point in the middle of the cell. */
function arrowheadSign({ accent, surface }: Tokens): Sign {
  return [
    'arrowhead',
    (context) => {
      context.beginPath();
      context.moveTo(2, 0);
      context.lineTo(-24, 15);
      context.lineTo(-18, 0);
      context.lineTo(-24, -15);
      context.closePath();
      context.lineJoin = 'round';
      context.lineWidth = 4;
      context.strokeStyle = surface;
      context.stroke();
      context.fillStyle = accent;
      context.fill();
    },
  ];
}
