import type { Position } from '../../../shared/geo.ts';
import type { Shape } from './shape.ts';

/** How something is drawn: pulled open, drawn freehand, corner by corner, painted, or as a line corner by corner. */
export const penKinds = ['box', 'lasso', 'polygon', 'brush', 'line'] as const;
export type PenKind = (typeof penKinds)[number];

/** What a shape does to what was selected before. */
export type Combine = 'replace' | 'add' | 'remove';

type Keys = { shiftKey: boolean; altKey: boolean; ctrlKey: boolean; metaKey: boolean };

/** Shift, Ctrl and Command add to what is selected, Alt takes away. */
export function combineOf({ shiftKey, altKey, ctrlKey, metaKey }: Keys): Combine {
  if (altKey) return 'remove';
  return shiftKey || ctrlKey || metaKey ? 'add' : 'replace';
}

export type Pixel = { x: number; y: number };
/** The map's camera as far as drawing needs it. */
export type Camera = { project: (at: Position) => Pixel; unproject: (at: Pixel) => Position };

/** What has been drawn so far: its corners, and where the pointer is. */
export type Stroke = { kind: PenKind; corners: readonly Position[]; pointer: Position | null };

/** Pixels between two points of a freehand line. */
const grain = 3;
/** Pixels within which a click meets the first corner and closes the area. */
const reach = 10;

export const byCorners: ReadonlySet<PenKind> = new Set(['polygon', 'line']);

/** The stroke when the pointer has come to `at`; a freehand line grows by it once it is far enough from its end. */
export function movedTo(stroke: Stroke, at: Position, { project }: Camera): Stroke {
  const isFreehand = stroke.kind === 'lasso' || stroke.kind === 'brush';
  const last = stroke.corners.at(-1);
  if (!isFreehand || !last || apart(project(last), project(at)) < grain) return { ...stroke, pointer: at };
  return { ...stroke, corners: [...stroke.corners, at], pointer: at };
}

export function withCorner(stroke: Stroke, at: Position): Stroke {
  return { ...stroke, corners: [...stroke.corners, at], pointer: at };
}

export function withoutLastCorner(stroke: Stroke): Stroke {
  return { ...stroke, corners: stroke.corners.slice(0, -1) };
}

/** Whether a click at `at` ends a shape of corners: on its first corner, or for a line once more on its last. */
export function endsAt({ kind, corners }: Stroke, at: Position, { project }: Camera): boolean {
  const goal = kind === 'polygon' ? corners[0] : corners.at(-1);
  const least = kind === 'polygon' ? 3 : 2;
  return corners.length >= least && goal !== undefined && apart(project(goal), project(at)) <= reach;
}

/** The shape that a stroke stands for, `radius` being the brush's in metres; null while it is none. */
export function shapeOf(stroke: Stroke, camera: Camera, radius: number): Shape | null {
  const { kind, corners, pointer } = stroke;
  const start = corners[0];
  if (!start) return null;
  switch (kind) {
    case 'box':
      return pointer ? { kind: 'area', ring: boxBetween(start, pointer, camera) } : null;
    case 'lasso':
      return corners.length < 3 ? null : { kind: 'area', ring: corners };
    case 'polygon': {
      const ring = pointer ? [...corners, pointer] : corners;
      return ring.length < 3 ? null : { kind: 'area', ring };
    }
    case 'brush':
      return { kind: 'stroke', path: corners, radius };
    case 'line': {
      const path = pointer ? [...corners, pointer] : corners;
      return path.length < 2 ? null : { kind: 'stroke', path, radius: 0 };
    }
  }
}

/** Upright on the screen, whichever way the map is turned. */
function boxBetween(one: Position, other: Position, { project, unproject }: Camera): Position[] {
  const [a, b] = [project(one), project(other)];
  return [
    { x: a.x, y: a.y },
    { x: b.x, y: a.y },
    { x: b.x, y: b.y },
    { x: a.x, y: b.y },
  ].map(unproject);
}

function apart(one: Pixel, other: Pixel): number {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
