import type { z } from 'zod';
import type { PreviewEmergency, threatPreviewSchema } from '../../../shared/evacuation.ts';
import { countyOf } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { leavingHouseholds, openShelters } from './leaving.ts';
import { threatenedRegion } from './threat.ts';

/** What an emergency would mean, while the area is still being found. */
export async function previewThreat(
  tx: Tx,
  { areaCode, threat }: PreviewEmergency,
): Promise<z.infer<typeof threatPreviewSchema>> {
  const countyCode = countyOf(areaCode);
  const region = await threatenedRegion(tx, countyCode, threat);
  const households = (await leavingHouseholds(tx, countyCode, region)).filter(({ villageCode }) =>
    villageCode.startsWith(areaCode),
  );
  const shelters = await openShelters(tx, countyCode, region, households);
  const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    region,
    households: households.length,
    persons: sum(households.map(({ persons }) => persons)),
    needHelp: sum(households.map(({ needHelp }) => needHelp)),
    room: sum(shelters.map(({ room }) => room)),
  };
}
