import { useEffect } from 'react';
import { useTheme } from '../app/theme.ts';
import { startSurface } from './drawing/surface.ts';
import { useMapStore } from './mapStore.ts';

/** Lets the pointer draw on the map while something is to be drawn. */
export function useDrawing(): void {
  const map = useMapStore((store) => store.map);
  const drawing = useMapStore((store) => store.drawing);
  const { accent } = useTheme().tokens;
  useEffect(() => {
    if (!map || !drawing) return;
    useMapStore.getState().setHover(null);
    return startSurface(map, drawing, accent);
  }, [map, drawing, accent]);
}
