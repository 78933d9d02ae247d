import { searchInputSchema, searchResultSchema } from '../../../shared/search.ts';
import { write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { find } from './find.ts';

export const searchRouter = router({
  find: allow('search.use')
    .input(searchInputSchema)
    .output(searchResultSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => find(tx, ctx.scope, input))),
});
