import type { Feature } from 'geojson';
import { useEffect, useMemo } from 'react';
import type { Position } from '../../../shared/geo.ts';
import type { Shape } from '../../../shared/shape.ts';
import type { Shape as DrawnShape } from '../../map/drawing/shape.ts';
import { takePoint, takeShape } from '../../map/mapStore.ts';
import { useReportStore } from '../../map/reportStore.ts';
import { useSketch } from '../../map/useSketch.ts';

/** Lets the map take the shape of what is reported, and shows what was drawn. */
export function useReportShape(): void {
  useDrawingOfShape();
  useShownShape();
}

function useDrawingOfShape(): void {
  const drawing = useReportStore((store) => store.drawing);
  useEffect(() => {
    if (drawing === null) return;
    const { setShape, setDrawing } = useReportStore.getState();
    if (drawing === 'point')
      return takePoint(
        (position) => {
          setShape({ type: 'Point', coordinates: position });
          return true;
        },
        () => setDrawing(null),
      );
    return takeShape({
      kind: drawing === 'line' ? 'line' : 'polygon',
      onChange: () => [],
      onEnd: (drawn) => {
        const shape = shapeOfDrawn(drawn);
        if (shape) setShape(shape);
      },
    });
  }, [drawing]);
}

/** What the pen drew as a shape of the register; null while it is none. */
export function shapeOfDrawn(drawn: DrawnShape): Shape | null {
  const copy = ([lng, lat]: Position): Position => [lng, lat];
  if (drawn.kind === 'stroke') {
    return drawn.path.length < 2 ? null : { type: 'LineString', coordinates: drawn.path.map(copy) };
  }
  const [first] = drawn.ring;
  if (!first || drawn.ring.length < 3) return null;
  return { type: 'Polygon', coordinates: [[...drawn.ring, first].map(copy)] };
}

/** Shows what was drawn. */
function useShownShape(): void {
  const shape = useReportStore((store) => store.shape);
  const features = useMemo(
    (): Feature[] => (shape ? [{ type: 'Feature', properties: {}, geometry: shape }] : []),
    [shape],
  );
  useSketch('report', features);
}
