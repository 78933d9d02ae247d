import { useEffect, useRef } from 'react';
import type { Position } from '../../../shared/geo.ts';
import type { Whereabouts } from '../../../shared/hazardFilter.ts';
import { rowsInShape } from '../../map/drawing/shape.ts';
import { focusMap, takePoint, useMapStore, type Work } from '../../map/mapStore.ts';
import { useMapState } from '../../url/mapState.ts';
import { readAhead, regionOfRing } from './filter/inPlace.ts';
import { streetIdAt } from './filter/streetIdAt.ts';
import { useAddPlace } from './filter/useAddPlace.ts';
import { useDangerShown, useTriageLayers } from './triageLayers.ts';
import { useTriageStore } from './triageStore.ts';
import { type TriageNow, useTriage, useTriageNow } from './useTriage.ts';

/** What goes on as long as the mode lasts, whether its panel is open or not: what is shown, the map's clicks, the pen. */
export function TriageWork() {
  const now = useTriage();
  useEffect(() => useTriageNow.setState({ now }), [now]);
  const pattern = useDangerShown((store) => store.pattern);
  useEffect(() => {
    const { hazard } = now?.register ?? {};
    const ids = now && hazard ? new Set((pattern ?? now).rows.map((row) => hazard.id[row] ?? 0)) : null;
    useMapStore.getState().setShownHazards(ids);
  }, [now, pattern]);
  const hazards = now?.register.hazard;
  useEffect(() => hazards && readAhead(hazards), [hazards]);
  useClicks();
  usePen(now);
  useTriageLayers(now);
  useEffect(
    () => () => {
      const { setWork, setWorkLayers, setDrawing, setShownHazards } = useMapStore.getState();
      setWork(null);
      setWorkLayers([]);
      setDrawing(null);
      setShownHazards(null);
      useTriageNow.setState({ now: null });
    },
    [],
  );
  return null;
}

function useClicks(): void {
  const [{ triagePage }, change] = useMapState();
  const isPattern = triagePage === 'pattern';
  const latest = useRef(change);
  latest.current = change;
  useEffect(() => {
    const work: Work = {
      // Cells in colours are read only where nothing else is coloured.
      hidden: new Set(isPattern ? ['household', 'keyPerson', 'link', 'visit'] : []),
      dimmed: new Set(isPattern ? ['grid', 'lane'] : []),
      lockedZones: [],
      onClick: (picked, how) => {
        const { select, selected } = useTriageStore.getState();
        if (picked?.kind === 'hazard' && how !== 'replace') {
          return select([picked.id], selected.has(picked.id) ? 'remove' : 'add');
        }
        latest.current({ selection: picked });
      },
    };
    useMapStore.getState().setWork(work);
  }, [isPattern]);
}

/** Null where a street was meant and none is there. */
function placeOf(tool: 'circle' | 'foot' | 'street', at: Position): Whereabouts | null {
  const { metres, minutes } = useTriageStore.getState();
  if (tool === 'circle') return { kind: 'circle', position: at, metres };
  if (tool === 'foot') return { kind: 'onFoot', position: at, minutes, pace: 'usual' };
  const { map } = useMapStore.getState();
  const id = map ? streetIdAt(map, at) : null;
  return id === null ? null : { kind: 'buffer', feature: { layer: 'street', id }, metres };
}

/** Lets the tool in hand draw: an area to look in, or one whose hazards are chosen. */
function usePen(now: TriageNow | null): void {
  const tool = useTriageStore((store) => store.tool);
  const isSelecting = useTriageStore((store) => store.isSelecting);
  const add = useAddPlace();
  const latest = useRef({ now, add });
  latest.current = { now, add };
  useEffect(() => {
    if (tool === 'point') return;
    const { setTool, select } = useTriageStore.getState();
    if (tool === 'circle' || tool === 'foot' || tool === 'street') {
      return takePoint(
        (at) => {
          const place = placeOf(tool, at);
          if (!place) return false;
          latest.current.add(place);
          setTool('point');
          return true;
        },
        () => setTool('point'),
      );
    }
    const { setDrawing } = useMapStore.getState();
    focusMap();
    const rowsIn = (shape: Parameters<typeof rowsInShape>[1]): number[] => {
      const current = latest.current.now;
      if (!current) return [];
      const shown = new Set(current.rows);
      return rowsInShape(current.register.hazard, shape).filter((row) => shown.has(row));
    };
    setDrawing({
      kind: tool,
      onChange: (shape) => {
        const hazard = latest.current.now?.register.hazard;
        if (!shape || !hazard) return [];
        return rowsIn(shape).map((row): Position => [hazard.lng[row] ?? 0, hazard.lat[row] ?? 0]);
      },
      onEnd: (shape, how) => {
        const hazard = latest.current.now?.register.hazard;
        if (isSelecting && hazard)
          return select(
            rowsIn(shape).map((row) => hazard.id[row] ?? 0),
            how,
          );
        const region = shape.kind === 'area' ? regionOfRing(shape.ring) : null;
        if (region) latest.current.add({ kind: 'region', region });
        setTool('point');
      },
    });
    return () => setDrawing(null);
  }, [tool, isSelecting]);
}
