import { memberCardSchema, rowRefSchema } from '../../../shared/household.ts';
import { write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getMember } from './get.ts';

export const memberRouter = router({
  get: allow('member.see')
    .input(rowRefSchema)
    .output(memberCardSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => getMember(tx, ctx.scope, input))),
});
