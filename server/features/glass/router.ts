import { z } from 'zod';
import { glassLookSchema, openedGlassSchema, openGlassSchema } from '../../../shared/glass.ts';
import { maintain, read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { listLooks } from './list.ts';
import { openGlass } from './open.ts';

const pageSchema = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(50).default(20),
});

export const glassRouter = router({
  open: allow('glass.open')
    .input(openGlassSchema)
    .output(openedGlassSchema)
    .mutation(({ ctx, input }) => maintain(ctx.database, ctx.scope.actor, (tx) => openGlass(tx, ctx.scope, input))),
  list: allow('glass.review')
    .input(pageSchema)
    .output(z.array(glassLookSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listLooks(tx, input))),
});
