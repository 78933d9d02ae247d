import { z } from 'zod';
import { areaCodeSchema } from '../../../shared/area.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import {
  editPlanSchema,
  inspectionPlanInputSchema,
  inspectionPlanSchema,
  inspectionResultSchema,
  inspectionSchema,
  inspectionStates,
  inspectionWithLooksSchema,
} from '../../../shared/inspection.ts';
import { read, write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { createRounds } from './createRounds.ts';
import { createPlan, editPlan, endPlan, inspectionPlans } from './plans.ts';
import { doInspection, inspectionTask, inspectionTasks } from './tasks.ts';

const tasksInputSchema = z.object({
  areaCode: areaCodeSchema,
  planId: z.number().int().positive().nullable().default(null),
  open: z.boolean().default(true),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
});

export const inspectionRouter = router({
  plans: allow('inspection.see')
    .input(z.object({ areaCode: areaCodeSchema }))
    .output(z.array(inspectionPlanSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => inspectionPlans(tx, input.areaCode))),
  createPlan: allow('inspection.manage')
    .input(inspectionPlanInputSchema)
    .output(z.object({ id: z.number() }))
    .mutation(async ({ ctx, input }) => {
      const made = await write(ctx.database, ctx.scope, (tx) => createPlan(tx, ctx.scope, input));
      await createRounds(ctx.database);
      return made;
    }),
  editPlan: allow('inspection.manage')
    .input(editPlanSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => editPlan(tx, ctx.scope, input))),
  endPlan: allow('inspection.manage')
    .input(rowRefSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => endPlan(tx, ctx.scope, input))),
  tasks: allow('inspection.see')
    .input(tasksInputSchema)
    .output(z.object({ total: z.number(), overdue: z.number(), items: z.array(inspectionSchema) }))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => inspectionTasks(tx, ctx.scope, input))),
  task: allow('inspection.see')
    .input(rowRefSchema)
    .output(inspectionWithLooksSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => inspectionTask(tx, ctx.scope, input))),
  do: allow('inspection.do')
    .input(rowRefSchema.extend({ result: inspectionResultSchema }))
    .output(z.object({ state: z.enum(inspectionStates), recheckOn: z.string().nullable() }))
    .mutation(({ ctx, input }) =>
      write(ctx.database, ctx.scope, (tx) => doInspection(tx, ctx.scope, input, input.result)),
    ),
});
