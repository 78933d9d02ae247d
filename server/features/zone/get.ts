import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { ZoneCard } from '../../../shared/zone.ts';
import type { Tx } from '../../db/connect.ts';

export async function getZone(_tx: Tx, _ref: RowRef): Promise<ZoneCard> {
  throw new AppError({ code: 'unavailable' });
}
