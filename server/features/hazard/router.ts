import { hazardCardSchema } from '../../../shared/hazard.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getHazard } from './get.ts';

export const hazardRouter = router({
  get: allow('hazard.see')
    .input(rowRefSchema)
    .output(hazardCardSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getHazard(tx, input))),
});
