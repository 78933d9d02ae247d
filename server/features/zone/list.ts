import type { ZoneSummary } from '../../../shared/zone.ts';
import type { Tx } from '../../db/connect.ts';

export async function listZones(_tx: Tx, _areaCode: string): Promise<ZoneSummary[]> {
  return [];
}
