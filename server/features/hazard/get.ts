import { AppError } from '../../../shared/errors.ts';
import type { HazardCard } from '../../../shared/hazard.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export async function getHazard(_tx: Tx, _ref: RowRef): Promise<HazardCard> {
  throw new AppError({ code: 'unavailable' });
}
