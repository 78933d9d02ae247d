import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '../../../shared/geo.ts';
import { metresOfDegree } from '../../../shared/walking.ts';
import { paint } from './paint.ts';
import {
  byCorners,
  type Camera,
  type Combine,
  combineOf,
  endsAt,
  movedTo,
  type PenKind,
  type Stroke,
  shapeOf,
  withCorner,
  withoutLastCorner,
} from './pen.ts';
import type { Shape } from './shape.ts';

/** Something that is drawn on the map with the pointer or the keyboard. */
export type Drawing = {
  kind: PenKind;
  /** Called at every move with the shape so far, null when it is called off; answers with what is to be marked on the map. */
  onChange: (shape: Shape | null, how: Combine) => readonly Position[];
  onEnd: (shape: Shape, how: Combine) => void;
};

/** Pixels of the brush. */
const brushRadius = 18;
/** Pixels that the dashes march in a second. */
const marchSpeed = 24;
const swallowed = ['mousedown', 'mousemove', 'click', 'dblclick', 'touchstart'] as const;

/**
 * Lays a canvas over the map that takes the pointer for drawing until the answer is called. The wheel and two fingers
 * still move the map, and so does the pointer while the space bar is held. With the map in the keyboard's focus, Enter sets a
 * corner in the middle of the map, Shift and Enter closes, Backspace takes the last corner back, Escape calls it off.
 */
export function startSurface(map: MapLibreMap, drawing: Drawing, colour: string): () => void {
  const canvas = document.createElement('canvas');
  Object.assign(canvas.style, { position: 'absolute', inset: '0', cursor: 'crosshair', touchAction: 'none' });
  canvas.dataset.drawing = drawing.kind;
  map.getCanvasContainer().append(canvas);
  const context = canvas.getContext('2d');
  const camera: Camera = {
    project: (at) => map.project([at[0], at[1]]),
    unproject: ({ x, y }) => {
      const { lng, lat } = map.unproject([x, y]);
      return [lng, lat];
    },
  };
  const blank: Stroke = { kind: drawing.kind, corners: [], pointer: null };
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  let stroke = blank;
  let how: Combine = 'replace';
  let caught: readonly Position[] = [];
  let frame = 0;

  const radius = () => brushRadius / pixelsOfMetre(map);
  const show = (now: number) => {
    frame = 0;
    if (!context) return;
    const shape = shapeOf(stroke, camera, radius());
    const corners = byCorners.has(drawing.kind) ? stroke.corners : [];
    const march = isStill ? 0 : (now / 1000) * marchSpeed;
    paint(context, { shape, corners, caught, march, scale: pixelsOfMetre(map) }, camera, colour);
    if (shape && !isStill) frame = requestAnimationFrame(show);
  };
  const repaint = () => {
    if (frame === 0) frame = requestAnimationFrame(show);
  };
  const become = (next: Stroke) => {
    stroke = next;
    caught = drawing.onChange(shapeOf(stroke, camera, radius()), how);
    repaint();
  };
  /** At once, so that nothing of a stroke outlives it. */
  const wipe = () => {
    stroke = blank;
    caught = [];
    cancelAnimationFrame(frame);
    show(performance.now());
  };
  const callOff = () => {
    wipe();
    drawing.onChange(null, how);
  };
  const end = (last: Stroke) => {
    const shape = shapeOf(last, camera, radius());
    wipe();
    if (shape) drawing.onEnd(shape, how);
    else drawing.onChange(null, how);
  };
  const resize = () => {
    const { clientWidth, clientHeight } = map.getCanvas();
    canvas.width = clientWidth * devicePixelRatio;
    canvas.height = clientHeight * devicePixelRatio;
    Object.assign(canvas.style, { width: `${clientWidth}px`, height: `${clientHeight}px` });
    context?.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    repaint();
  };
  const at = ({ clientX, clientY }: PointerEvent): Position => {
    const box = canvas.getBoundingClientRect();
    return camera.unproject({ x: clientX - box.left, y: clientY - box.top });
  };
  const isCornered = byCorners.has(drawing.kind);

  const down = (event: PointerEvent) => {
    if (event.button !== 0) return;
    if (!event.isPrimary) return callOff();
    const here = at(event);
    if (stroke.corners.length === 0) how = combineOf(event);
    if (isCornered && endsAt(stroke, here, camera)) return end({ ...stroke, pointer: null });
    if (!isCornered) canvas.setPointerCapture(event.pointerId);
    become(withCorner(stroke, here));
  };
  const move = (event: PointerEvent) => {
    if (stroke.corners.length > 0 && event.isPrimary) become(movedTo(stroke, at(event), camera));
  };
  const up = (event: PointerEvent) => {
    if (!isCornered && stroke.corners.length > 0 && event.isPrimary) end(stroke);
  };
  const doubled = () => {
    // The second click of the two has set a corner of its own.
    if (isCornered) end({ ...withoutLastCorner(stroke), pointer: null });
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === ' ') canvas.style.pointerEvents = 'none';
    const isDrawn = stroke.corners.length > 0;
    const middle = (): Position => {
      const { lng, lat } = map.getCenter();
      return [lng, lat];
    };
    const onMap = event.target === map.getCanvas();
    if (event.key === 'Escape' && isDrawn) callOff();
    else if (event.key === 'Backspace' && isDrawn && onMap) become({ ...withoutLastCorner(stroke), pointer: null });
    else if (event.key === 'Enter' && onMap && event.shiftKey)
      end({ ...stroke, kind: cornered(drawing.kind), pointer: null });
    else if (event.key === 'Enter' && onMap) {
      const next: Stroke = { ...withCorner(stroke, middle()), kind: cornered(drawing.kind), pointer: null };
      if (drawing.kind === 'brush') end(next);
      else become(next);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const release = (event: KeyboardEvent) => {
    if (event.key === ' ') canvas.style.pointerEvents = '';
  };
  const swallow = (event: Event) => {
    const isWithTwoFingers = 'touches' in event && event instanceof TouchEvent && event.touches.length > 1;
    const isOtherButton = event instanceof MouseEvent && event.button !== 0;
    if (!isWithTwoFingers && !isOtherButton) event.stopPropagation();
  };

  resize();
  for (const name of swallowed) canvas.addEventListener(name, swallow);
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', callOff);
  canvas.addEventListener('dblclick', doubled);
  window.addEventListener('keydown', press, true);
  window.addEventListener('keyup', release);
  map.on('resize', resize);
  map.on('move', repaint);
  return () => {
    cancelAnimationFrame(frame);
    window.removeEventListener('keydown', press, true);
    window.removeEventListener('keyup', release);
    map.off('resize', resize);
    map.off('move', repaint);
    canvas.remove();
  };
}

/** By the keyboard every area is drawn corner by corner. */
function cornered(kind: PenKind): PenKind {
  return kind === 'box' || kind === 'lasso' ? 'polygon' : kind;
}

function pixelsOfMetre(map: MapLibreMap): number {
  const { lng, lat } = map.getCenter();
  const one = map.project([lng, lat]);
  const step = 100 / metresOfDegree;
  const other = map.project([lng, lat + step]);
  return Math.hypot(one.x - other.x, one.y - other.y) / 100;
}
