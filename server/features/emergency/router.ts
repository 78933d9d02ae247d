import { z } from 'zod';
import { areaCodeSchema } from '../../../shared/area.ts';
import {
  emergencyReportSchema,
  emergencySchema,
  evacuationSchema,
  previewEmergencySchema,
  shelterLoadSchema,
  startEmergencySchema,
  threatPreviewSchema,
  tickSchema,
} from '../../../shared/evacuation.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { read, write } from '../../db/transaction.ts';
import { prepareSolver } from '../../solve/solveInWorker.ts';
import { allow, router } from '../../trpc.ts';
import { emergencyReport, endEmergency } from './end.ts';
import { getEmergency, listEmergencies, listEvacuations, shelterLoads } from './list.ts';
import { previewThreat } from './preview.ts';
import { startEmergency } from './start.ts';
import { tickOff } from './tick.ts';

export const emergencyRouter = router({
  list: allow('emergency.see')
    .input(z.object({ areaCode: areaCodeSchema }))
    .output(z.array(emergencySchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listEmergencies(tx, input.areaCode))),
  get: allow('emergency.see')
    .input(rowRefSchema)
    .output(emergencySchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getEmergency(tx, input))),
  evacuations: allow('emergency.see')
    .input(rowRefSchema.extend({ since: z.number().int().min(0).default(0) }))
    .output(z.array(evacuationSchema))
    .query(({ ctx, input }) =>
      write(ctx.database, ctx.scope, (tx) => listEvacuations(tx, ctx.scope, input, input.since)),
    ),
  shelters: allow('emergency.see')
    .input(rowRefSchema)
    .output(z.array(shelterLoadSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => shelterLoads(tx, input))),
  preview: allow('emergency.lead')
    .input(previewEmergencySchema)
    .output(threatPreviewSchema)
    .query(({ ctx, input }) => {
      // Whoever looks at it may start it next.
      void prepareSolver();
      return read(ctx.database, ctx.scope, (tx) => previewThreat(tx, input));
    }),
  start: allow('emergency.lead')
    .input(startEmergencySchema)
    .output(z.object({ id: z.number(), households: z.number() }))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => startEmergency(tx, ctx.scope, input))),
  tick: allow('emergency.tick')
    .input(tickSchema)
    .output(z.object({ ticked: z.number() }))
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => tickOff(tx, ctx.scope, input))),
  report: allow('emergency.lead')
    .input(rowRefSchema)
    .output(emergencyReportSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => emergencyReport(tx, input))),
  end: allow('emergency.lead')
    .input(rowRefSchema)
    .output(emergencyReportSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => endEmergency(tx, ctx.scope, input))),
});
