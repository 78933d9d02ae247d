import { z } from 'zod';
import { countyCodeSchema } from '../../../shared/area.ts';
import { hazardStates } from '../../../shared/hazard.ts';
import {
  hazardListInputSchema,
  hazardListSchema,
  savedFilterSchema,
  saveFilterSchema,
} from '../../../shared/hazardFilter.ts';
import {
  advanceHazardSchema,
  assignManySchema,
  candidateSchema,
  editHazardSchema,
  hazardDetailSchema,
  nearbyInputSchema,
  nearbySchema,
  reportHazardSchema,
} from '../../../shared/hazardRegister.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { read, write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { advanceHazard, assignMany } from './advance.ts';
import { assigneeCandidates } from './assignee.ts';
import { editHazard } from './edit.ts';
import { getHazard } from './get.ts';
import { listHazards } from './list.ts';
import { nearbyHazards } from './nearby.ts';
import { reportHazard } from './report.ts';
import { dropFilter, savedFilters, saveFilter } from './savedFilters.ts';

export const hazardRouter = router({
  get: allow('hazard.see')
    .input(rowRefSchema)
    .output(hazardDetailSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getHazard(tx, ctx.scope, input))),
  list: allow('hazard.see')
    .input(hazardListInputSchema)
    .output(hazardListSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listHazards(tx, ctx.scope, input))),
  nearby: allow('hazard.report')
    .input(nearbyInputSchema)
    .output(nearbySchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => nearbyHazards(tx, input))),
  candidates: allow('hazard.assign')
    .input(rowRefSchema)
    .output(z.array(candidateSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => assigneeCandidates(tx, input))),
  report: allow('hazard.report')
    .input(reportHazardSchema)
    .output(
      z.object({
        id: z.number(),
        number: z.string(),
        villageCode: z.string().nullable(),
        zoneId: z.number().nullable(),
      }),
    )
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => reportHazard(tx, ctx.scope, input))),
  edit: allow('hazard.report')
    .input(editHazardSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => editHazard(tx, ctx.scope, input))),
  advance: allow('hazard.advance')
    .input(advanceHazardSchema)
    .output(z.object({ state: z.enum(hazardStates) }))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => advanceHazard(tx, ctx.scope, input))),
  assignMany: allow('hazard.assign')
    .input(assignManySchema)
    .output(z.object({ assigned: z.number() }))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => assignMany(tx, ctx.scope, input))),
  filters: allow('hazard.see')
    .input(z.object({ countyCode: countyCodeSchema }))
    .output(z.array(savedFilterSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => savedFilters(tx, input.countyCode))),
  saveFilter: allow('hazard.see')
    .input(saveFilterSchema)
    .output(z.array(savedFilterSchema))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => saveFilter(tx, ctx.scope, input))),
  dropFilter: allow('hazard.see')
    .input(rowRefSchema)
    .output(z.array(savedFilterSchema))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => dropFilter(tx, input))),
});
