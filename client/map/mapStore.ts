import type { LayersList } from '@deck.gl/core';
import type { StyleSpecification } from '@maplibre/maplibre-gl-style-spec';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { create } from 'zustand';
import type { Bounds, Position } from '../../shared/geo.ts';
import type { RowRef } from '../../shared/household.ts';
import type { Selection, SelectionKind } from '../url/selection.ts';
import type { Combine } from './drawing/pen.ts';
import type { Drawing } from './drawing/surface.ts';
import type { LayerId } from './layerIds.ts';

/** Longest camera flight, in milliseconds. */
const flightTime = 800;
/** Milliseconds of a small step aside. */
const revealTime = 250;
/** Pixels on each side. */
export type Padding = { top: number; right: number; bottom: number; left: number };

const noPadding: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
/** Pixels kept free around what is fitted. */
const fitMargin = 32;

/** What the pointer is on; a building only while a household is being placed. */
export type Hover = { kind: SelectionKind | 'building'; countyCode: string; id: number };

/** Where an unplaced household was put: at a building, or at a bare point when there is none. */
export type PickedPosition = { buildingId: number | null; position: Position };

/** Something waiting for a click that says where it is: a household, or null for what is not in the register yet. */
export type Placing = {
  household: RowRef | null;
  onPick: (picked: PickedPosition) => void;
  onStop: (() => void) | null;
};

/** A way of working that has the map to itself: clicks go to it instead of opening cards. */
export type Work = {
  /** Layers that would be in its way. */
  hidden: ReadonlySet<LayerId>;
  /** Layers that would drown what it shows, and are drawn faintly. */
  dimmed?: ReadonlySet<LayerId>;
  /** Zones that are drawn with a hatch, since nothing may go in or out. */
  lockedZones: readonly number[];
  onClick: (picked: Selection | null, how: Combine, at: Position) => void;
};

type MapStore = {
  map: MapLibreMap | null;
  /** The style the map was created with; what changes later is laid on top of it. */
  firstStyle: StyleSpecification | null;
  /** Pixels covered by panels on each side. */
  padding: Padding;
  /** Where something was clicked whose card is about to open. */
  clicked: Position | null;
  hover: Hover | null;
  placing: Placing | null;
  work: Work | null;
  /** What the work draws over the households. */
  workLayers: LayersList;
  /** What lies over all of that for a while. */
  overLayers: LayersList;
  /** What is to be drawn by the pointer; null while the pointer points. */
  drawing: Drawing | null;
  /** Ids of the only hazards to be drawn, where a way of working has chosen among them. */
  shownHazards: ReadonlySet<number> | null;
  /** True once the village has been drawn with all its layers. */
  isDrawn: boolean;
  setMap: (map: MapLibreMap | null, firstStyle: StyleSpecification | null) => void;
  setDrawn: () => void;
  setPadding: (padding: Padding) => void;
  setClicked: (clicked: Position | null) => void;
  setHover: (hover: Hover | null) => void;
  /** The next click on the map is handed to `onPick`, once; Escape calls it off. */
  startPlacing: (household: RowRef | null, onPick: (picked: PickedPosition) => void, onStop?: () => void) => void;
  /** Hands what was picked to whoever waits for it. */
  place: (picked: PickedPosition) => void;
  stopPlacing: () => void;
  setWork: (work: Work | null) => void;
  setWorkLayers: (layers: LayersList) => void;
  setOverLayers: (layers: LayersList) => void;
  setDrawing: (drawing: Drawing | null) => void;
  setShownHazards: (shownHazards: ReadonlySet<number> | null) => void;
};

export const useMapStore = create<MapStore>((set, get) => ({
  map: null,
  firstStyle: null,
  padding: noPadding,
  clicked: null,
  hover: null,
  placing: null,
  work: null,
  workLayers: [],
  overLayers: [],
  drawing: null,
  shownHazards: null,
  isDrawn: false,
  setMap: (map, firstStyle) => set({ map, firstStyle, isDrawn: false }),
  setDrawn: () => set({ isDrawn: true }),
  setPadding: (padding) => set({ padding }),
  setClicked: (clicked) => set({ clicked }),
  setHover: (hover) => set((state) => (isSameHover(state.hover, hover) ? state : { hover })),
  startPlacing: (household, onPick, onStop) => set({ placing: { household, onPick, onStop: onStop ?? null } }),
  place: (picked) => {
    const { placing } = get();
    set({ placing: null });
    placing?.onPick(picked);
  },
  stopPlacing: () => {
    const { placing } = get();
    set({ placing: null });
    placing?.onStop?.();
  },
  setWork: (work) => set({ work }),
  setWorkLayers: (workLayers) => set({ workLayers }),
  setOverLayers: (overLayers) => set({ overLayers }),
  setDrawing: (drawing) => set({ drawing }),
  setShownHazards: (shownHazards) => set({ shownHazards }),
}));

function isSameHover(one: Hover | null, other: Hover | null): boolean {
  return one?.kind === other?.kind && one?.id === other?.id && one?.countyCode === other?.countyCode;
}

function flight(time = flightTime): { duration: number } {
  const prefersStillness = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return { duration: prefersStillness ? 0 : time };
}

/** Hands the keyboard to the map, where somebody is to draw or point at something. */
export function focusMap(): void {
  useMapStore.getState().map?.getCanvas().focus({ preventScroll: true });
}

/**
 * Takes points that are clicked, or set by Enter in the middle of the map, until `onPick` says that one will do. `onStop`
 * comes where Escape calls it off; the answer stops waiting.
 */
export function takePoint(onPick: (position: Position) => boolean, onStop: () => void): () => void {
  const { startPlacing } = useMapStore.getState();
  const wait = () => startPlacing(null, ({ position }) => void (onPick(position) || wait()), onStop);
  wait();
  focusMap();
  return () => useMapStore.setState({ placing: null });
}

/** Has a shape drawn until the answer is called, which gives the pen back to what had it. */
export function takeShape(shape: Drawing): () => void {
  const { setDrawing, drawing: before } = useMapStore.getState();
  focusMap();
  setDrawing(shape);
  return () => setDrawing(before);
}

/** Moves the camera to a position, no further out than `zoom`; does nothing before the map is there. */
export function flyTo(position: Position, zoom = 17.5): void {
  const { map, padding } = useMapStore.getState();
  map?.flyTo({ center: position, zoom: Math.max(zoom, map.getZoom()), padding, ...flight() });
}

/** Moves the camera so that the bounds fill what the panels leave free. */
export function fitBounds(bounds: Bounds): void {
  const { map, padding } = useMapStore.getState();
  const [west, south, east, north] = bounds;
  map?.fitBounds([west, south, east, north], { padding: withMargin(padding), maxZoom: 18, ...flight() });
}

/** Moves the map no further than it takes for what was clicked to come out from under the card that opened for it. */
export function revealClicked(): void {
  const { clicked, setClicked } = useMapStore.getState();
  if (!clicked) return;
  setClicked(null);
  reveal([...clicked, ...clicked]);
}

/** Moves the map no further than it takes for bounds to come out from under the panels; what is too large for that is fitted. */
export function reveal(bounds: Bounds): void {
  const { map, padding } = useMapStore.getState();
  if (!map) return;
  const [west, south, east, north] = bounds;
  const { clientWidth, clientHeight } = map.getContainer();
  const corners = [map.project([west, south]), map.project([east, north])];
  const free = withMargin(padding);
  const right = beyond(
    corners.map(({ x }) => x),
    free.left,
    clientWidth - free.right,
  );
  const down = beyond(
    corners.map(({ y }) => y),
    free.top,
    clientHeight - free.bottom,
  );
  if (right === null || down === null) fitBounds(bounds);
  else if (right !== 0 || down !== 0) map.panBy([right, down], flight(revealTime));
}

/** How far numbers lie outside a range, negative below it; null when they do not fit into it. */
function beyond(values: readonly number[], least: number, most: number): number | null {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  if (high - low > most - least) return null;
  return low < least ? low - least : Math.max(0, high - most);
}

/** The padding with a margin around what is fitted. */
export function withMargin(padding: Padding): Padding {
  return {
    top: padding.top + fitMargin,
    right: padding.right + fitMargin,
    bottom: padding.bottom + fitMargin,
    left: padding.left + fitMargin,
  };
}
