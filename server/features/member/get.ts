import { AppError } from '../../../shared/errors.ts';
import type { MemberCard, RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export async function getMember(_tx: Tx, _ref: RowRef): Promise<MemberCard> {
  throw new AppError({ code: 'unavailable' });
}
