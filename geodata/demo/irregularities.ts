import { distance } from './plane.ts';
import { random as randomOf } from './random.ts';
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
  const sizes = new Map<number, number>();
  for (const { row } of dwellings) sizes.set(row.laneId ?? 0, (sizes.get(row.laneId ?? 0) ?? 0) + 1);
  // Only large lanes give households away, so that few fall below their limit.
  const leave = ({ row }: Dwelling, to: number | null) => {
    sizes.set(row.laneId ?? 0, (sizes.get(row.laneId ?? 0) ?? 0) - 1);
    row.laneId = to;
  };
  const canLeave = ({ row }: Dwelling) => (sizes.get(row.laneId ?? 0) ?? 0) > 10;
  for (let count = 0; count < gaps.withoutLane; count++) {
    const index = homes.findIndex(canLeave);
    for (const dwelling of homes.splice(index, 1)) leave(dwelling, null);
  }

  const rows = zones.filter(({ level, name }) => level === 'lane' && name.endsWith('巷'));
  const lanes = random.shuffled(rows).slice(0, gaps.scatteredLanes);
  const scattered = lanes.flatMap((lane) => {
    const own = homes.find(({ row }) => row.laneId === lane.id);
    if (!own) return [];
    return Array.from({ length: random.whole(2, 3) }).flatMap(() => {
      const away = homes.filter(
        (dwelling) => canLeave(dwelling) && dwelling.row.laneId !== lane.id && distance(dwelling.door, own.door) > 130,
      );
      if (away.length === 0) return [];
      const dwelling = random.pick(away);
      const from = dwelling.row.laneId ?? lane.id;
      leave(dwelling, lane.id);
      return [{ dwelling, from, to: lane.id }];
    });
  });
  return { scattered };
}
