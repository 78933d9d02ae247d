import type { AssetCard } from '../../../shared/asset.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export async function getAsset(_tx: Tx, _ref: RowRef): Promise<AssetCard> {
  throw new AppError({ code: 'unavailable' });
}
