import { meSchema } from '../../../shared/me.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { describeMe } from './describe.ts';

export const meRouter = router({
  get: allow('account.own')
    .output(meSchema)
    .query(({ ctx }) => read(ctx.database, ctx.scope, (tx) => describeMe(tx, ctx.scope))),
});
