import type { ZoneSummary } from '../../../shared/zone.ts';

/** The zone and those around it, outermost first; empty when it is not among `zones`. */
export function zonePath(zones: readonly ZoneSummary[], id: number | null): ZoneSummary[] {
  const path: ZoneSummary[] = [];
  let zone = zones.find((each) => each.id === id);
  while (zone && !path.includes(zone)) {
    path.unshift(zone);
    const { parentId } = zone;
    zone = zones.find((each) => each.id === parentId);
  }
  return path;
}

/** The zones one may step to beside a zone: same parent, by number. */
export function siblingZones(zones: readonly ZoneSummary[], zone: ZoneSummary): ZoneSummary[] {
  return zones
    .filter((each) => each.level === zone.level && each.parentId === zone.parentId)
    .toSorted((one, other) => one.number - other.number);
}

/** The zones directly inside a zone, or the outermost ones when it is null, by number. */
export function childZones(zones: readonly ZoneSummary[], parentId: number | null): ZoneSummary[] {
  return zones.filter((each) => each.parentId === parentId).toSorted((one, other) => one.number - other.number);
}
