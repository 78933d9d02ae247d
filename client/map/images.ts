import type { Map as MapLibreMap, StyleImageMetadata } from 'maplibre-gl';
import { type PlaceCategory, placeCategories } from '../../shared/place.ts';
import type { MapTokens, Tokens } from '../app/tokens.ts';
import { glyphOf } from './placeGlyphs.ts';

/** Image pixels to a pixel of the map, so that images are sharp on fine screens. */
const pixelRatio = 2;

type Paint = (context: CanvasRenderingContext2D, size: { width: number; height: number }) => void;
type Image = { data: ImageData; options: Partial<StyleImageMetadata> };

function draw(width: number, height: number, paint: Paint, options: Partial<StyleImageMetadata> = {}): Image {
  const canvas = document.createElement('canvas');
  canvas.width = width * pixelRatio;
  canvas.height = height * pixelRatio;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser cannot draw on a canvas');
  context.scale(pixelRatio, pixelRatio);
  paint(context, { width, height });
  return { data: context.getImageData(0, 0, canvas.width, canvas.height), options: { pixelRatio, ...options } };
}

/** Every image the style names, in the colours of the theme. */
function imagesOf({ map }: Tokens): Map<string, Image> {
  const images = new Map<string, Image>();
  for (const category of placeCategories) images.set(`place-${category}`, placeImage(map, category));
  map.zones.forEach((hue, index) => {
    images.set(`badge-${index}`, badgeImage(map, hue));
  });
  images.set('pattern-orchard', orchardImage(map));
  images.set('pattern-wood', woodImage(map));
  images.set('pattern-cemetery', scatterImage(map.cemeteryMark, '▴'));
  images.set('pattern-wetland', scatterImage(map.bank, '≈'));
  images.set('pattern-polytunnel', stripeImage(map.polytunnelRib));
  images.set('pattern-hatch', hatchImage(map.asset));
  images.set('pattern-locked', hatchImage(map.labelMuted));
  images.set(
    'clear-space',
    draw(24, 24, () => undefined),
  );
  images.set('peak', peakImage(map));
  return images;
}

/** Gives the map its images; those it already has are repainted in place. */
export function installImages(target: MapLibreMap, tokens: Tokens): void {
  for (const [name, { data, options }] of imagesOf(tokens)) {
    if (target.hasImage(name)) target.updateImage(name, data);
    else target.addImage(name, data, options);
  }
}

function placeImage({ place }: MapTokens, category: PlaceCategory): Image {
  return draw(26, 26, (context) => {
    context.beginPath();
    context.arc(13, 13, 11.5, 0, Math.PI * 2);
    context.fillStyle = place.disc;
    context.fill();
    context.lineWidth = 1.2;
    context.strokeStyle = place.edge;
    context.stroke();
    context.translate(5.5, 5.5);
    context.fillStyle = place.glyph;
    const { side, paths } = glyphOf(category);
    context.scale(15 / side, 15 / side);
    for (const path of paths) context.fill(new Path2D(path));
  });
}

function badgeImage(map: MapTokens, hue: string): Image {
  const width = 36;
  const height = 24;
  return draw(
    width,
    height,
    (context) => {
      context.beginPath();
      context.roundRect(1.2, 1.2, width - 2.4, height - 2.4, 10.5);
      context.fillStyle = map.place.disc;
      context.fill();
      context.lineWidth = 1.8;
      context.strokeStyle = hue;
      context.stroke();
    },
    {
      stretchX: [[12 * pixelRatio, 24 * pixelRatio]],
      stretchY: [[11 * pixelRatio, 13 * pixelRatio]],
      content: [5 * pixelRatio, 3 * pixelRatio, 31 * pixelRatio, 21 * pixelRatio],
    },
  );
}

/** Trees in rows, as planted. */
function orchardImage(map: MapTokens): Image {
  return draw(12, 12, (context) => {
    context.fillStyle = map.orchardTree;
    for (const [x, y] of [
      [3, 3],
      [9, 9],
    ] as const) {
      context.beginPath();
      context.arc(x, y, 1.9, 0, Math.PI * 2);
      context.fill();
    }
  });
}

/** Pines at no order, repeating too far apart to be noticed. */
function woodImage(map: MapTokens): Image {
  const trees = [
    [6, 8],
    [22, 5],
    [38, 12],
    [14, 20],
    [30, 24],
    [44, 32],
    [5, 34],
    [20, 38],
    [35, 43],
  ] as const;
  return draw(48, 48, (context) => {
    context.fillStyle = map.woodTree;
    for (const [x, y] of trees) {
      context.beginPath();
      context.moveTo(x, y - 4);
      context.lineTo(x + 3, y + 2.5);
      context.lineTo(x - 3, y + 2.5);
      context.closePath();
      context.fill();
    }
  });
}

function scatterImage(colour: string, sign: string): Image {
  return draw(32, 32, (context) => {
    context.fillStyle = colour;
    context.font = '9px sans-serif';
    context.textAlign = 'center';
    context.fillText(sign, 8, 11);
    context.fillText(sign, 24, 27);
  });
}

function stripeImage(colour: string): Image {
  return draw(8, 8, (context) => {
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 8);
    context.fillRect(4, 0, 1, 8);
  });
}

function hatchImage(colour: string): Image {
  const size = 10;
  return draw(size, size, (context) => {
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    for (const shift of [-size, 0, size]) {
      context.beginPath();
      context.moveTo(shift, size);
      context.lineTo(shift + size, 0);
      context.stroke();
    }
  });
}

function peakImage(map: MapTokens): Image {
  return draw(12, 12, (context) => {
    context.beginPath();
    context.moveTo(6, 1.5);
    context.lineTo(11, 10);
    context.lineTo(1, 10);
    context.closePath();
    context.fillStyle = map.contourLabel;
    context.strokeStyle = map.halo;
    context.lineWidth = 1;
    context.fill();
    context.stroke();
  });
}
