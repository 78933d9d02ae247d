import type { Position } from '../../../../shared/geo.ts';
import { metricAt } from '../../../../shared/metric.ts';

/** The middle of some places, and how far they reach from it in metres. */
export type Frame = { centre: Position; width: number; height: number };

export function frameOf(positions: readonly Position[]): Frame | null {
  const placed = positions.filter(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat));
  if (placed.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [lng, lat] of placed) {
    west = Math.min(west, lng);
    east = Math.max(east, lng);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  const centre: Position = [(west + east) / 2, (south + north) / 2];
  const metric = metricAt(centre[1]);
  return { centre, width: (east - west) * metric.x, height: (north - south) * metric.y };
}

/** Metres to a hexagon's corner, from a few houses across to a town. */
const radii = [24, 60, 120, 240, 480, 960, 1_500];
/** Cells that fit side by side into what is looked at: enough to see where it gathers, few enough to tell them apart. */
const mostAcross = 24;

/** How large hexagons are, by how far what they count lies apart. */
export function cellRadius(positions: readonly Position[]): number {
  const { width, height } = frameOf(positions) ?? { width: 0, height: 0 };
  const least = Math.max(width, height) / (mostAcross * Math.sqrt(3));
  return radii.find((radius) => radius >= least) ?? radii[radii.length - 1] ?? least;
}
