import { summaryInputSchema, summarySchema } from '../../../shared/summary.ts';
import { read } from '../../db/transaction.ts';
import { procedure, router } from '../../trpc.ts';
import { summarize } from './summarize.ts';

export const summaryRouter = router({
  get: procedure
    .input(summaryInputSchema)
    .output(summarySchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => summarize(tx, input))),
});
