import { useEffect, useRef } from 'react';
import type { Position } from '../../../../shared/geo.ts';
import type { Combine } from '../../../map/drawing/pen.ts';
import { rowsInShape, type Shape } from '../../../map/drawing/shape.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { type Tool, useReassignStore } from '../reassignStore.ts';
import { combined } from './selection.ts';
import { lanesOf } from './useMapClick.ts';

/** Lets the tool in hand draw on the map; what it catches so far is what the panel's table is about. */
export function useDrawTool(now: ReassignNow): void {
  const tool = useReassignStore((store) => (store.page === 'move' ? store.tool : 'point'));
  const latest = useRef(now);
  latest.current = now;
  useEffect(() => {
    const { setDrawing } = useMapStore.getState();
    const kind = penOf(tool);
    if (kind === null) return;
    let frame = 0;
    setDrawing({
      kind,
      onChange: (shape, how) => {
        const caught = shape ? caughtBy(latest.current, shape, how) : null;
        // Pointers report faster than frames are drawn.
        cancelAnimationFrame(frame);
        frame = requestAnimationFrame(() => useReassignStore.getState().setCatching(caught?.ids ?? null));
        return caught?.places ?? [];
      },
      onEnd: (shape, how) => {
        cancelAnimationFrame(frame);
        useReassignStore.getState().setSelected(caughtBy(latest.current, shape, how).ids);
      },
    });
    return () => {
      cancelAnimationFrame(frame);
      setDrawing(null);
      useReassignStore.getState().setCatching(null);
    };
  }, [tool]);
}

function penOf(tool: Tool) {
  return tool === 'point' || tool === 'street' ? null : tool;
}

type Caught = { ids: ReadonlySet<number>; places: readonly Position[] };

/** What would be selected, and where it is. A lane counts as caught with the first of its households. */
function caughtBy({ register, draft, slot }: ReassignNow, shape: Shape, byKeys: Combine): Caught {
  const { household } = register;
  const rows = rowsInShape(household, shape);
  const ids = rows.map((row) => household.id[row] ?? 0);
  const things = slot === 'grid' ? lanesOf({ draft }, ids) : ids;
  const { selected, combine } = useReassignStore.getState();
  const how = byKeys === 'replace' ? combine : byKeys;
  const places = rows.map((row): Position => [household.lng[row] ?? 0, household.lat[row] ?? 0]);
  return { ids: combined(selected, things, how), places };
}
