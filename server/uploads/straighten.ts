import { simplify } from '@turf/turf';
import { type Region, regionSchema } from '../../shared/shape.ts';

/** About half a metre, in degrees: bends of less say nothing. */
const grain = 0.000005;
/** Some ten kilometres in degrees: an area that needs more than that is none any more. */
const coarsest = 0.1;

/** The same area, straightened as little as it takes to have no more than so many corners; as it is where nothing helps. */
export function straightened(region: Region, mostCorners: number): Region {
  let straight = region;
  for (let tolerance = grain; cornersOf(straight) > mostCorners && tolerance < coarsest; tolerance *= 2) {
    const parsed = regionSchema.safeParse(simplify(region, { tolerance }));
    if (parsed.success) straight = parsed.data;
  }
  return straight;
}

export function cornersOf({ type, coordinates }: Region): number {
  const rings = type === 'Polygon' ? coordinates : coordinates.flat();
  return rings.reduce((sum, ring) => sum + ring.length, 0);
}
