import { AppError } from '../../../shared/errors.ts';
import type { HouseholdItem, PlaceHousehold } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';
import type { Scope } from '../../db/transaction.ts';

export async function placeHousehold(
  _tx: Tx,
  _scope: Scope,
  _input: PlaceHousehold,
): Promise<{ household: HouseholdItem; seq: number }> {
  throw new AppError({ code: 'unavailable' });
}
