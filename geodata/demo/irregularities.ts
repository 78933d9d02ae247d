import { distance } from './plane.ts';
import { itemAt, random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { ZoneRow } from './rows.ts';

/** How much of a village's register is not yet as it should be. */
export type Gaps = { withoutPosition: number; withoutLane: number; scatteredLanes: number };

/**
 * Makes the register of a village as imperfect as a real one: some households have no coordinates or no lane yet,
 * and a few lanes keep households that live far from the rest of them. Changes the rows it is given.
 */
export function loosen(
  dwellings: Dwelling[],
  zones: ZoneRow[],
  gaps: Gaps,
): { scattered: { dwelling: Dwelling; from: number; to: number }[] } {
  const random = randomOf(`gaps ${zones[0]?.villageCode}`);
  const homes = random.shuffled(dwellings.filter(({ kind }) => kind === 'home'));
  for (const { row } of homes.splice(0, gaps.withoutPosition)) {
    row.geometry = null;
    row.buildingId = null;
  }
  for (const { row } of homes.splice(0, gaps.withoutLane)) row.laneId = null;

  const rows = zones.filter(({ level, name }) => level === 'lane' && name.endsWith('巷'));
  const lanes = random.shuffled(rows).slice(0, gaps.scatteredLanes);
  const scattered = lanes.flatMap((lane) => {
    const own = homes.find(({ row }) => row.laneId === lane.id);
    if (!own) return [];
    const away = homes.filter(
      ({ row, door }) => row.laneId !== null && row.laneId !== lane.id && distance(door, own.door) > 170,
    );
    return Array.from({ length: random.whole(2, 3) }, () => {
      const dwelling = itemAt(away, random.whole(0, away.length - 1));
      const from = dwelling.row.laneId ?? lane.id;
      dwelling.row.laneId = lane.id;
      return { dwelling, from, to: lane.id };
    });
  });
  return { scattered };
}
