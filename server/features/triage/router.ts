import { dangerSchema } from '../../../shared/hazardRegister.ts';
import {
  dangerInputSchema,
  hazardRankingInputSchema,
  hazardRankingSchema,
  householdRankingInputSchema,
  householdRankingSchema,
} from '../../../shared/triage.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { dangerOf } from './danger.ts';
import { rankHouseholds } from './households.ts';
import { rankHazards } from './rankHazards.ts';

export const triageRouter = router({
  danger: allow('triage.see')
    .input(dangerInputSchema)
    .output(dangerSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => dangerOf(tx, ctx.scope, input))),
  hazards: allow('triage.see')
    .input(hazardRankingInputSchema)
    .output(hazardRankingSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => rankHazards(tx, ctx.scope, input))),
  households: allow('triage.see')
    .input(householdRankingInputSchema)
    .output(householdRankingSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => rankHouseholds(tx, ctx.scope, input))),
});
