import { rowRefSchema } from '../../../shared/household.ts';
import { placeCardSchema } from '../../../shared/place.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getPlace } from './get.ts';

export const placeRouter = router({
  get: allow('place.see')
    .input(rowRefSchema)
    .output(placeCardSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getPlace(tx, input))),
});
