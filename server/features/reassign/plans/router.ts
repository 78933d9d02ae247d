import { z } from 'zod';
import { rowRefSchema } from '../../../../shared/household.ts';
import {
  chargeNoticeSchema,
  exportedFileSchema,
  planBeatInputSchema,
  planCreateInputSchema,
  planDetailSchema,
  planDiffInputSchema,
  planDiffSchema,
  planExportInputSchema,
  planGestureInputSchema,
  planListInputSchema,
  planNoteInputSchema,
  planPositionSchema,
  planPublishInputSchema,
  planRenameInputSchema,
  planResolveInputSchema,
  planRevertResultSchema,
  planSummarySchema,
  planWriteInputSchema,
  presenceSchema,
  publishedPlanSchema,
} from '../../../../shared/reassign.ts';
import { read, write } from '../../../db/transaction.ts';
import { allow, router } from '../../../trpc.ts';
import { createPlan } from './create.ts';
import { approvePlan, returnPlan, submitPlan } from './decide.ts';
import { chargeNotices, diffPlan } from './diff.ts';
import { discardPlan, renamePlan } from './edit.ts';
import { fileOfPlan, takePlan } from './export.ts';
import { performGesture, redoGesture, undoGesture } from './gesture.ts';
import { getPlan, listPlans } from './get.ts';
import { beat } from './presence.ts';
import { publishPlan } from './publish.ts';
import { resolvePlan } from './resolve.ts';
import { revertPlan } from './revert.ts';

export const planRouter = router({
  list: allow('plan.see')
    .input(planListInputSchema)
    .output(z.array(planSummarySchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listPlans(tx, ctx.scope, input))),
  get: allow('plan.see')
    .input(rowRefSchema)
    .output(planDetailSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getPlan(tx, ctx.scope, input))),
  create: allow('plan.draft')
    .input(planCreateInputSchema)
    .output(planDetailSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => createPlan(tx, ctx.scope, input))),
  rename: allow('plan.draft')
    .input(planRenameInputSchema)
    .output(planSummarySchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => renamePlan(tx, ctx.scope, input))),
  discard: allow('plan.draft')
    .input(planWriteInputSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => discardPlan(tx, ctx.scope, input))),
  gesture: allow('plan.draft')
    .input(planGestureInputSchema)
    .output(planPositionSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => performGesture(tx, ctx.scope, input))),
  undo: allow('plan.draft')
    .input(planWriteInputSchema)
    .output(planPositionSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => undoGesture(tx, ctx.scope, input))),
  redo: allow('plan.draft')
    .input(planWriteInputSchema)
    .output(planPositionSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => redoGesture(tx, ctx.scope, input))),
  resolve: allow('plan.draft')
    .input(planResolveInputSchema)
    .output(planDetailSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => resolvePlan(tx, ctx.scope, input))),
  submit: allow('plan.draft')
    .input(planNoteInputSchema)
    .output(planSummarySchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => submitPlan(tx, ctx.scope, input))),
  /** By whoever may approve it, or by its maker who takes it back. */
  return: allow('plan.see')
    .input(planNoteInputSchema)
    .output(planSummarySchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => returnPlan(tx, ctx.scope, input))),
  approve: allow('plan.approve')
    .input(planNoteInputSchema)
    .output(planSummarySchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => approvePlan(tx, ctx.scope, input))),
  publish: allow('plan.publish')
    .input(planPublishInputSchema)
    .output(publishedPlanSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => publishPlan(tx, ctx.scope, input))),
  revert: allow('plan.draft')
    .input(rowRefSchema)
    .output(planRevertResultSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => revertPlan(tx, ctx.scope, input))),
  /** Names are shown, which writes a record of it. */
  diff: allow('plan.see')
    .input(planDiffInputSchema)
    .output(planDiffSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => diffPlan(tx, ctx.scope, input))),
  notices: allow('plan.see')
    .input(rowRefSchema)
    .output(z.array(chargeNoticeSchema))
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => chargeNotices(tx, ctx.scope, input))),
  export: allow('plan.see')
    .input(planExportInputSchema)
    .output(exportedFileSchema)
    .mutation(async ({ ctx, input: { format, ...asked } }) => {
      const taken = await write(ctx.database, ctx.scope, (tx) => takePlan(tx, ctx.scope, asked));
      return fileOfPlan(format, taken);
    }),
  beat: allow('plan.see')
    .input(planBeatInputSchema)
    .output(z.array(presenceSchema))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => beat(tx, ctx.scope, input))),
});
