import { z } from 'zod';
import { compareInputSchema, patternInputSchema, patternSchema } from '../../../shared/pattern.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { patternOf } from './pattern.ts';

export const patternRouter = router({
  get: allow('triage.see')
    .input(patternInputSchema)
    .output(patternSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => patternOf(tx, ctx.scope, input.filter))),
  /** Two areas or two periods, of one state of the register. */
  compare: allow('triage.see')
    .input(compareInputSchema)
    .output(z.object({ one: patternSchema, other: patternSchema }))
    .query(({ ctx, input }) =>
      read(ctx.database, ctx.scope, async (tx) => ({
        one: await patternOf(tx, ctx.scope, input.one),
        other: await patternOf(tx, ctx.scope, input.other),
      })),
    ),
});
