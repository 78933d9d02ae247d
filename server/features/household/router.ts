import {
  dossierSchema,
  householdListInputSchema,
  householdPageSchema,
  placedHouseholdSchema,
  placeHouseholdSchema,
  rowRefSchema,
  unplacedInputSchema,
} from '../../../shared/household.ts';
import { read, write } from '../../db/transaction.ts';
import { procedure, router } from '../../trpc.ts';
import { getDossier } from './dossier.ts';
import { listHouseholds, listUnplaced } from './list.ts';
import { placeHousehold } from './place.ts';

export const householdRouter = router({
  get: procedure
    .input(rowRefSchema)
    .output(dossierSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getDossier(tx, input))),
  list: procedure
    .input(householdListInputSchema)
    .output(householdPageSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listHouseholds(tx, input))),
  unplaced: procedure
    .input(unplacedInputSchema)
    .output(householdPageSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listUnplaced(tx, input))),
  place: procedure
    .input(placeHouseholdSchema)
    .output(placedHouseholdSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => placeHousehold(tx, ctx.scope, input))),
});
