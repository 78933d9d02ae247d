import { z } from 'zod';
import { villageCodeSchema, zoneLockInputSchema, zoneLockSchema } from '../../../shared/reassign.ts';
import { asOfInputSchema, asOfSchema } from '../../../shared/zoneChange.ts';
import { read, write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { villageAsOf } from './asOf.ts';
import { listLocks, setLocks } from './locks.ts';
import { planRouter } from './plans/router.ts';
import { suggestRouter } from './suggestRouter.ts';
import { zoneChangeRouter } from './zones/router.ts';

const lockRouter = router({
  list: allow('plan.see')
    .input(z.object({ villageCode: villageCodeSchema }))
    .output(z.array(zoneLockSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listLocks(tx, ctx.scope, input.villageCode))),
  set: allow('plan.draft')
    .input(zoneLockInputSchema)
    .output(z.array(zoneLockSchema))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => setLocks(tx, ctx.scope, input))),
});

/** The map of a past day. */
const asOf = allow('plan.see')
  .input(asOfInputSchema)
  .output(asOfSchema)
  .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => villageAsOf(tx, input)));

export const reassignRouter = router({
  plan: planRouter,
  lock: lockRouter,
  suggest: suggestRouter,
  zone: zoneChangeRouter,
  asOf,
});
