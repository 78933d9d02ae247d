import { memberCardSchema, rowRefSchema } from '../../../shared/household.ts';
import { read } from '../../db/transaction.ts';
import { procedure, router } from '../../trpc.ts';
import { getMember } from './get.ts';

export const memberRouter = router({
  get: procedure
    .input(rowRefSchema)
    .output(memberCardSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getMember(tx, input))),
});
