import {
  dossierSchema,
  householdListInputSchema,
  householdPageSchema,
  placedHouseholdSchema,
  placeHouseholdSchema,
  revealedSchema,
  revealInputSchema,
  rowRefSchema,
  unplacedInputSchema,
} from '../../../shared/household.ts';
import { write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getDossier } from './dossier.ts';
import { listHouseholds, listUnplaced } from './list.ts';
import { placeHousehold } from './place.ts';
import { revealIdNumber } from './reveal.ts';

export const householdRouter = router({
  get: allow('household.get')
    .input(rowRefSchema)
    .output(dossierSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => getDossier(tx, ctx.scope, input))),
  reveal: allow('household.reveal')
    .input(revealInputSchema)
    .output(revealedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => revealIdNumber(tx, ctx.scope, input))),
  list: allow('household.list')
    .input(householdListInputSchema)
    .output(householdPageSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => listHouseholds(tx, ctx.scope, input))),
  unplaced: allow('household.list')
    .input(unplacedInputSchema)
    .output(householdPageSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => listUnplaced(tx, ctx.scope, input))),
  place: allow('household.place')
    .input(placeHouseholdSchema)
    .output(placedHouseholdSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => placeHousehold(tx, ctx.scope, input))),
});
