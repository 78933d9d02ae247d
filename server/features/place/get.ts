import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { PlaceCard } from '../../../shared/place.ts';
import type { Tx } from '../../db/connect.ts';

export async function getPlace(_tx: Tx, _ref: RowRef): Promise<PlaceCard> {
  throw new AppError({ code: 'unavailable' });
}
