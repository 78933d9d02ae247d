import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl';
import { rowsByValue, rowsInside } from '../api/columnLookups.ts';
import type { Selection } from '../url/selection.ts';
import { farthestSpread, type Offset, spreadOf } from './deck/spread.ts';
import { layerMinZoom } from './drawOrder.ts';
import type { LayerStates } from './layerIds.ts';
import type { Register, Visible } from './visible.ts';

/** Pixels round the pointer within which a sign is hit. */
const reach = { hazard: 13, household: 10 };

type Pixel = { x: number; y: number };
type Columns = { lng: Float64Array; lat: Float64Array };
type Within = {
  map: MapLibreMap;
  pixel: Pixel;
  states: LayerStates;
  register: Register | null;
  visible: Visible | null;
};

/** What is under a point of the map, in the order of what matters most: hazard, household, place, asset, lane, grid. */
export function pickAt(within: Within, countyCode: string): Selection | null {
  return (
    pickHazard(within, countyCode) ??
    pickHouseholds(within, countyCode) ??
    pickTile(within, 'place', ['place', 'place-label'], countyCode) ??
    pickRoof(within, countyCode) ??
    pickTile(within, 'asset', ['asset-point', 'asset-edge', 'asset-fill'], countyCode) ??
    pickTile(within, 'zone', ['lane-fill', 'grid-fill'], countyCode)
  );
}

function isShown({ map, states }: Within, id: 'hazard' | 'household' | 'keyPerson'): boolean {
  return states[id].on && map.getZoom() >= layerMinZoom[id];
}

/**
 * Row nearest to the pixel among those that are shown, or null when none is within reach; `apart` is how far from its
 * place a row's sign stands, `farthest` the most of it.
 */
function nearest(
  { map, pixel }: Within,
  columns: Columns,
  shown: ReadonlySet<number>,
  distance: number,
  apart: ReadonlyMap<number, Offset> = atTheirPlace,
  farthest = 0,
): number | null {
  const wide = distance + farthest;
  const { lng: west, lat: north } = map.unproject([pixel.x - wide, pixel.y - wide]);
  const { lng: east, lat: south } = map.unproject([pixel.x + wide, pixel.y + wide]);
  const box = [Math.min(west, east), Math.min(south, north), Math.max(west, east), Math.max(south, north)] as const;
  let best: { row: number; far: number } | null = null;
  for (const row of rowsInside(columns, ...box)) {
    if (!shown.has(row)) continue;
    const at = map.project([columns.lng[row] ?? 0, columns.lat[row] ?? 0]);
    const [right, down] = apart.get(row) ?? [0, 0];
    const far = Math.hypot(at.x + right - pixel.x, at.y + down - pixel.y);
    if (far <= distance && (best === null || far < best.far)) best = { row, far };
  }
  return best?.row ?? null;
}

const atTheirPlace: ReadonlyMap<number, Offset> = new Map();
const setCache = new WeakMap<Int32Array, ReadonlySet<number>>();

function asSet(rows: Int32Array): ReadonlySet<number> {
  const known = setCache.get(rows);
  if (known) return known;
  const set = new Set(rows);
  setCache.set(rows, set);
  return set;
}

function pickHazard(within: Within, countyCode: string): Selection | null {
  const { register, visible } = within;
  if (!register || !visible || !isShown(within, 'hazard')) return null;
  const apart = spreadOf(register, visible.hazards, Math.floor(within.map.getZoom() * 2) / 2);
  const row = nearest(within, register.hazard, asSet(visible.hazards), reach.hazard, apart, farthestSpread);
  return row === null ? null : { kind: 'hazard', countyCode, id: register.hazard.id[row] ?? 0 };
}

function pickHouseholds(within: Within, countyCode: string): Selection | null {
  const { register, visible } = within;
  if (!register || !visible) return null;
  if (!isShown(within, 'household') && !isShown(within, 'keyPerson')) return null;
  const { household } = register;
  const shown = asSet(visible.households);
  const row = nearest(within, household, shown, reach.household);
  if (row === null) return null;
  const [lng, lat] = [household.lng[row] ?? 0, household.lat[row] ?? 0];
  const grain = 1e-6;
  const together = rowsInside(household, lng - grain, lat - grain, lng + grain, lat + grain);
  return households(
    register,
    together.filter((each) => shown.has(each)),
    countyCode,
  );
}

function households({ household }: Register, rows: readonly number[], countyCode: string): Selection | null {
  const ids = rows.map((row) => household.id[row] ?? 0).sort((one, other) => one - other);
  const id = ids[0];
  if (id === undefined) return null;
  return ids.length === 1 ? { kind: 'household', countyCode, id } : { kind: 'households', countyCode, id, ids };
}

/** A roof stands for the households under it. */
function pickRoof(within: Within, countyCode: string): Selection | null {
  const { map, pixel, register, visible } = within;
  if (!register || !visible || !isShown(within, 'household')) return null;
  const roof = queried(map, pixel, ['building', 'building-3d']).at(0);
  if (typeof roof?.id !== 'number') return null;
  const shown = asSet(visible.households);
  const rows = (rowsByValue(register.household.building).get(roof.id) ?? []).filter((row) => shown.has(row));
  return households(register, rows, countyCode);
}

function pickTile(
  { map, pixel }: Within,
  kind: 'place' | 'asset' | 'zone',
  layers: string[],
  countyCode: string,
): Selection | null {
  const feature = queried(map, pixel, layers).at(0);
  if (typeof feature?.id !== 'number') return null;
  const county: unknown = feature.properties.county;
  return { kind, countyCode: typeof county === 'string' ? county : countyCode, id: feature.id };
}

function queried(map: MapLibreMap, { x, y }: Pixel, layers: string[]): MapGeoJSONFeature[] {
  const present = layers.filter((layer) => map.getLayer(layer));
  return present.length === 0 ? [] : map.queryRenderedFeatures([x, y], { layers: present });
}
