import { assetCardSchema } from '../../../shared/asset.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getAsset } from './get.ts';

export const assetRouter = router({
  get: allow('asset.see')
    .input(rowRefSchema)
    .output(assetCardSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getAsset(tx, input))),
});
