import { mapDescriptionSchema } from '../../../shared/map.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { describeMap } from './describe.ts';

export const mapRouter = router({
  describe: allow('map.see')
    .output(mapDescriptionSchema)
    .query(({ ctx }) => read(ctx.database, ctx.scope, (tx) => describeMap(tx, ctx.scope, ctx.basemap))),
});
