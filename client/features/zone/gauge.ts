import { type ZoneLevel, type ZoneSize, zoneSize } from '../../../shared/zone.ts';

/** Where things stand on a bar, each from 0 to 1, and by how many households the limits are missed. */
export type Gauge = { value: number; least: number; most: number; size: ZoneSize; missedBy: number };

/** The size of a zone against its level's limits, on a scale with room beyond the upper limit and the value. */
export function zoneGauge(households: number, limits: Pick<ZoneLevel, 'minHouseholds' | 'maxHouseholds'>): Gauge {
  const { minHouseholds, maxHouseholds } = limits;
  const top = Math.max(maxHouseholds * 1.25, households * 1.05, 1);
  const size = zoneSize(households, limits);
  const missedBy = size === 'under' ? minHouseholds - households : size === 'over' ? households - maxHouseholds : 0;
  return { value: households / top, least: minHouseholds / top, most: maxHouseholds / top, size, missedBy };
}
