import type { Position } from '../../../shared/geo.ts';
import type { Camera } from './pen.ts';
import type { Shape } from './shape.ts';

export type Picture = {
  shape: Shape | null;
  /** Corners that can be clicked, of shapes drawn corner by corner. */
  corners: readonly Position[];
  /** What the shape would catch. */
  caught: readonly Position[];
  /** How far the dashes have marched, in pixels. */
  march: number;
  /** Pixels of a metre. */
  scale: number;
};

/**
 * Draws what is being drawn. It lies on a canvas of its own, so that the map beneath need not be drawn anew at every
 * move of the pointer: a slow graphics card keeps up.
 */
export function paint(context: CanvasRenderingContext2D, picture: Picture, { project }: Camera, colour: string): void {
  const { width, height } = context.canvas;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.restore();
  context.strokeStyle = colour;
  context.fillStyle = colour;
  paintDots(context, picture.caught, project);
  if (picture.shape) paintShape(context, picture.shape, picture, project);
  context.setLineDash([]);
  for (const corner of picture.corners) {
    const { x, y } = project(corner);
    context.beginPath();
    context.arc(x, y, 4, 0, Math.PI * 2);
    context.fill();
  }
}

function paintDots(
  context: CanvasRenderingContext2D,
  positions: readonly Position[],
  project: Camera['project'],
): void {
  context.beginPath();
  for (const position of positions) {
    const { x, y } = project(position);
    context.moveTo(x + 6, y);
    context.arc(x, y, 6, 0, Math.PI * 2);
  }
  context.globalAlpha = 0.35;
  context.fill();
  context.globalAlpha = 1;
  context.lineWidth = 1.5;
  context.setLineDash([]);
  context.stroke();
}

function paintShape(
  context: CanvasRenderingContext2D,
  shape: Shape,
  { march, scale }: Picture,
  project: Camera['project'],
): void {
  const isArea = shape.kind === 'area';
  const points = isArea ? shape.ring : shape.path;
  context.beginPath();
  points.forEach((point, index) => {
    const { x, y } = project(point);
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  if (isArea) context.closePath();
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (isArea) {
    context.globalAlpha = 0.1;
    context.fill('nonzero');
  } else if (shape.radius > 0) {
    context.globalAlpha = 0.2;
    context.lineWidth = shape.radius * scale * 2;
    context.stroke();
  }
  context.globalAlpha = 1;
  if (!isArea && shape.radius > 0) return;
  context.lineWidth = 2;
  context.setLineDash([6, 5]);
  context.lineDashOffset = -march;
  context.stroke();
}
