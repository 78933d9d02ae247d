import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl';
import type { Position } from '../../shared/geo.ts';

/** Id of the building drawn at a position, the house itself before its wings; null where none is drawn. */
export function buildingAt(map: MapLibreMap, position: Position): number | null {
  const buildings = buildingsDrawn(map, position);
  const house = buildings.find((building) => building.properties.kind !== 'wing') ?? buildings[0];
  return typeof house?.id === 'number' ? house.id : null;
}

/** Address or name of a building that is drawn at a position, or null when it has neither. */
export function buildingAddress(map: MapLibreMap, buildingId: number, position: Position): string | null {
  const building = buildingsDrawn(map, position).find((each) => each.id === buildingId);
  const words: unknown = building?.properties.address ?? building?.properties.name;
  return typeof words === 'string' ? words : null;
}

function buildingsDrawn(map: MapLibreMap, position: Position): MapGeoJSONFeature[] {
  return map.queryRenderedFeatures(map.project(position)).filter(({ sourceLayer }) => sourceLayer === 'building');
}
