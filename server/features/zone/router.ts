import { z } from 'zod';
import { areaCodeSchema } from '../../../shared/area.ts';
import { rowRefSchema } from '../../../shared/household.ts';
import { villageCodeSchema } from '../../../shared/reassign.ts';
import { zoneCardSchema, zoneSummarySchema } from '../../../shared/zone.ts';
import { zoneBorderSchema } from '../../../shared/zoneChange.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { listBorders } from './borders.ts';
import { getZone } from './get.ts';
import { listZones } from './list.ts';

export const zoneRouter = router({
  list: allow('zone.see')
    .input(z.object({ areaCode: areaCodeSchema }))
    .output(z.array(zoneSummarySchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listZones(tx, input.areaCode))),
  get: allow('zone.see')
    .input(rowRefSchema)
    .output(zoneCardSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => getZone(tx, ctx.scope, input))),
  borders: allow('zone.change')
    .input(z.object({ villageCode: villageCodeSchema }))
    .output(z.array(zoneBorderSchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listBorders(tx, input.villageCode))),
});
