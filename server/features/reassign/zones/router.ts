import { z } from 'zod';
import { rowRefSchema } from '../../../../shared/household.ts';
import {
  appointInputSchema,
  endedZoneSchema,
  vacanciesInputSchema,
  vacancySchema,
  zoneBordersInputSchema,
  zoneCreateInputSchema,
  zoneMergeInputSchema,
  zoneRenameInputSchema,
  zoneSplitInputSchema,
  zonesChangedSchema,
} from '../../../../shared/zoneChange.ts';
import { read, write } from '../../../db/transaction.ts';
import { allow, router } from '../../../trpc.ts';
import { appointLead, listVacancies } from './appoint.ts';
import { moveBorders } from './borders.ts';
import { createZone, renameZone } from './create.ts';
import { mergeZones, retireZone } from './merge.ts';
import { listEnded, restoreZone } from './restore.ts';
import { splitZone } from './split.ts';

/** Zones are changed directly, each time with a line in the log; who belongs where is changed by plans. */
export const zoneChangeRouter = router({
  create: allow('zone.change')
    .input(zoneCreateInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => createZone(tx, ctx.scope, input))),
  rename: allow('zone.change')
    .input(zoneRenameInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => renameZone(tx, ctx.scope, input))),
  split: allow('zone.change')
    .input(zoneSplitInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => splitZone(tx, ctx.scope, input))),
  merge: allow('zone.change')
    .input(zoneMergeInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => mergeZones(tx, ctx.scope, input))),
  retire: allow('zone.change')
    .input(rowRefSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => retireZone(tx, ctx.scope, input))),
  restore: allow('zone.change')
    .input(rowRefSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => restoreZone(tx, ctx.scope, input))),
  ended: allow('zone.change')
    .input(vacanciesInputSchema)
    .output(z.array(endedZoneSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listEnded(tx, input.areaCode))),
  borders: allow('zone.change')
    .input(zoneBordersInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => moveBorders(tx, ctx.scope, input))),
  appoint: allow('zone.lead')
    .input(appointInputSchema)
    .output(zonesChangedSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => appointLead(tx, ctx.scope, input))),
  vacancies: allow('zone.see')
    .input(vacanciesInputSchema)
    .output(z.array(vacancySchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listVacancies(tx, input.areaCode))),
});
