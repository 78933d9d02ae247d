import type { ListedHazard } from '../items.ts';
import { type Context, columns, shapeOf } from './table.ts';

/** A feature for each hazard; who took them out and when stands beside the features. */
export function hazardsAsGeoJson(hazards: readonly ListedHazard[], context: Context): Buffer {
  const features = hazards.map((hazard) => ({
    type: 'Feature',
    geometry: shapeOf(hazard),
    properties: Object.fromEntries(
      columns.map((column) => [column.heading[context.language], column.cell(hazard, context)]),
    ),
  }));
  const { mark } = context;
  return Buffer.from(JSON.stringify({ type: 'FeatureCollection', exported: mark, features }));
}
