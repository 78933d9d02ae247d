import { AppError } from '../../../shared/errors.ts';
import {
  suggestLinksInputSchema,
  suggestRepairInputSchema,
  suggestSplitInputSchema,
} from '../../../shared/reassign.ts';
import { linksResultSchema, repairResultSchema, splitResultSchema } from '../../../shared/suggest.ts';
import { read } from '../../db/transaction.ts';
import { prepareSolver, solveInWorker } from '../../solve/solveInWorker.ts';
import { allow, router } from '../../trpc.ts';
import { linksTask, repairTask, splitTask } from './suggest.ts';

/** How long a suggestion may take; it ends before when its request is given up. */
const seconds = 20;

/** Rows are read in a transaction of a moment; the work is done in a worker that holds no connection. */
export const suggestRouter = router({
  /** Said by who may soon ask for a suggestion; nobody waits for it. */
  prepare: allow('plan.draft').query(() => {
    void prepareSolver();
    return null;
  }),
  repair: allow('plan.draft')
    .input(suggestRepairInputSchema)
    .output(repairResultSchema)
    .query(async ({ ctx, input, signal }) => {
      const asked = await read(ctx.database, ctx.scope, (tx) => repairTask(tx, input));
      const options = { seconds, ...(signal ? { signal } : {}) };
      return asked.solver === 'repair'
        ? solveInWorker('repair', asked.task, options)
        : solveInWorker('repairZones', asked.task, options);
    }),
  links: allow('plan.draft')
    .input(suggestLinksInputSchema)
    .output(linksResultSchema)
    .query(async ({ ctx, input, signal }) => {
      const task = await read(ctx.database, ctx.scope, (tx) => linksTask(tx, input));
      return solveInWorker('links', task, { seconds, ...(signal ? { signal } : {}) });
    }),
  split: allow('plan.draft')
    .input(suggestSplitInputSchema)
    .output(splitResultSchema)
    .query(async ({ ctx, input, signal }) => {
      const asked = await read(ctx.database, ctx.scope, (tx) => splitTask(tx, input));
      const options = { seconds, ...(signal ? { signal } : {}) };
      if (asked.solver === 'split') return solveInWorker('split', asked.task, options);
      const result = await solveInWorker('splitZones', asked.task, options);
      if (!result) throw new AppError({ code: 'unavailable', detail: { solver: asked.solver } });
      return result;
    }),
});
