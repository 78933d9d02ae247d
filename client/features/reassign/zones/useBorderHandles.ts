import { Marker } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import { useTheme } from '../../../app/theme.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { useZoomStep } from '../../../map/useMapEvent.ts';
import { borderLayers } from './borderLayer.ts';
import {
  type Borders,
  changedBorders,
  cornersOf,
  edgesOf,
  keyOfCorner,
  withMiddleCorner,
  withMovedCorner,
} from './borders.ts';
import styles from './zones.module.css';

type Handles = {
  start: Borders;
  current: Borders;
  /** The zone whose corners can be moved. */
  zoneId: number | null;
  onMoved: (borders: Borders) => void;
};

/** Pixels that an arrow key moves a corner. */
const keyStep = 2;

/** Pixels between two corners below which there is no room for a handle between them. */
const leastEdge = 34;

/** Handles on the corners of a zone, to be dragged or moved by the arrow keys, and smaller ones that add a corner. */
export function useBorderHandles({ start, current, zoneId, onMoved }: Handles): void {
  const { t } = useTranslation();
  const map = useMapStore((store) => store.map);
  const { tokens } = useTheme();
  const [dragged, setDragged] = useState<Borders | null>(null);
  const latest = useRef({ current, onMoved });
  latest.current = { current, onMoved };
  const border = zoneId === null ? undefined : current.get(zoneId);
  const name = t('reassign.zones.borders');
  const zoom = useZoomStep();
  useEffect(() => {
    if (!map || !border) return;
    const move = (from: Position, to: Position) =>
      latest.current.onMoved(withMovedCorner(latest.current.current, from, to));
    const corners = cornersOf(border).map((corner) => {
      const element = handle(styles.corner, `${name} ${corner.map((degree) => degree.toFixed(5)).join(' ')}`);
      element.dataset.corner = keyOfCorner(corner);
      const marker = new Marker({ element, draggable: true }).setLngLat([corner[0], corner[1]]).addTo(map);
      const here = (): Position => {
        const { lng, lat } = marker.getLngLat();
        return [lng, lat];
      };
      marker.on('drag', () => setDragged(withMovedCorner(latest.current.current, corner, here())));
      marker.on('dragend', () => {
        setDragged(null);
        move(corner, here());
      });
      element.addEventListener('keydown', (event) => {
        const step = arrowOf(event.key);
        if (!step) return;
        event.preventDefault();
        event.stopPropagation();
        const at = map.project([corner[0], corner[1]]);
        const { lng, lat } = map.unproject([at.x + step[0] * keyStep, at.y + step[1] * keyStep]);
        move(corner, [lng, lat]);
      });
      return marker;
    });
    const middles = edgesOf(border).flatMap(([one, other]) => {
      if (pixelsApart(zoom, one, other) < leastEdge) return [];
      const element = handle(styles.middle, t('reassign.borders.add'));
      element.tabIndex = -1;
      element.addEventListener('click', (event) => {
        event.stopPropagation();
        latest.current.onMoved(withMiddleCorner(latest.current.current, one, other));
      });
      const middle: Position = [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
      const marker = new Marker({ element, draggable: true }).setLngLat([middle[0], middle[1]]).addTo(map);
      const bent = (): Borders => {
        const { lng, lat } = marker.getLngLat();
        return withMovedCorner(withMiddleCorner(latest.current.current, one, other), middle, [lng, lat]);
      };
      marker.on('drag', () => setDragged(bent()));
      marker.on('dragend', () => {
        setDragged(null);
        latest.current.onMoved(bent());
      });
      return marker;
    });
    return () => {
      for (const marker of [...corners, ...middles]) marker.remove();
    };
  }, [map, border, name, t, zoom]);
  const shown = dragged ?? current;
  const layers = useMemo(() => {
    const touched = new Set([...changedBorders(start, shown), ...(zoneId === null ? [] : [zoneId])]);
    return borderLayers(start, shown, touched, tokens);
  }, [start, shown, zoneId, tokens]);
  useEffect(() => {
    useMapStore.getState().setOverLayers(layers);
    return () => useMapStore.getState().setOverLayers([]);
  }, [layers]);
}

/** About how far apart two positions are on a map that looks straight down. */
function pixelsApart(zoom: number, [east, north]: Position, [otherEast, otherNorth]: Position): number {
  const pixelsOfDegree = (512 * 2 ** zoom) / 360;
  const stretch = 1 / Math.cos((north * Math.PI) / 180);
  return Math.hypot(east - otherEast, (north - otherNorth) * stretch) * pixelsOfDegree;
}

function handle(className: string | undefined, label: string): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className ?? '';
  element.setAttribute('aria-label', label);
  return element;
}

function arrowOf(key: string): readonly [number, number] | null {
  switch (key) {
    case 'ArrowLeft':
      return [-1, 0];
    case 'ArrowRight':
      return [1, 0];
    case 'ArrowUp':
      return [0, -1];
    case 'ArrowDown':
      return [0, 1];
    default:
      return null;
  }
}
