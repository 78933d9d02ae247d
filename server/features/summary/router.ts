import { summaryInputSchema, summarySchema } from '../../../shared/summary.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { summarize } from './summarize.ts';

export const summaryRouter = router({
  get: allow('summary.see')
    .input(summaryInputSchema)
    .output(summarySchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => summarize(tx, input))),
});
