import type { Danger } from './hazards.ts';
import { houseDangers } from './houseDangers.ts';
import { openDangers } from './openDangers.ts';
import { distance, midpoint, type Point } from './plane.ts';
import { random as randomOf } from './random.ts';
import { villageAt } from './town.ts';
import type { Village } from './village.ts';

/** Sixty dangers in all, with the village each lies in and the lane of a house within forty metres. */
export function dangers(villages: Village[]): Danger[] {
  const open = openDangers().map((danger): Danger => {
    const centre = centreOf(danger.at);
    const near = villages
      .flatMap(({ dwellings }) => dwellings)
      .map(({ row, door }) => ({ row, away: distance(door, centre) }))
      .reduce((best, each) => (each.away < best.away ? each : best));
    const villageCode = villageAt(centre) ?? near.row.villageCode;
    const zoneId = near.away < 40 && near.row.villageCode === villageCode ? (near.row.laneId ?? null) : null;
    return { ...danger, villageCode, zoneId };
  });
  return [...open, ...houseDangers(villages, 60 - open.length, randomOf('house dangers'))];
}

/** The middle of a danger. */
export function centreOf(at: Danger['at']): Point {
  if ('point' in at) return at.point;
  return 'line' in at ? (at.line[Math.floor(at.line.length / 2)] ?? [0, 0]) : midpoint(at.ring);
}
