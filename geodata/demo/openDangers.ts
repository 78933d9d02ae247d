import { groundDangers } from './groundDangers.ts';
import type { Sited } from './hazards.ts';
import { siteDangers } from './siteDangers.ts';
import { trafficDangers } from './trafficDangers.ts';

/** What can go wrong on land and water that belongs to no house, each where it would be. */
export function openDangers(): Sited[] {
  return [...groundDangers(), ...trafficDangers(), ...siteDangers()];
}
