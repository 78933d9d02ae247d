import { AppError } from '../../../shared/errors.ts';
import type { Dossier, RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export async function getDossier(_tx: Tx, _ref: RowRef): Promise<Dossier> {
  throw new AppError({ code: 'unavailable' });
}
