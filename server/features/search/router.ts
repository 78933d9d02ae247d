import { searchInputSchema, searchResultSchema } from '../../../shared/search.ts';
import { read } from '../../db/transaction.ts';
import { procedure, router } from '../../trpc.ts';
import { find } from './find.ts';

export const searchRouter = router({
  find: procedure
    .input(searchInputSchema)
    .output(searchResultSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => find(tx, input))),
});
