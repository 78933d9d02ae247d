import {
  auditExportInputSchema,
  auditExportPageSchema,
  auditPageInputSchema,
  auditPageSchema,
  lookersInputSchema,
  lookersSchema,
} from '../../../shared/audit.ts';
import { read } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { exportAudit } from './export.ts';
import { listAudit, listLookers } from './list.ts';

export const auditRouter = router({
  list: allow('audit.see')
    .input(auditPageInputSchema)
    .output(auditPageSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listAudit(tx, input))),
  /** For the dossier: those who may open it may know who else did. */
  ofHousehold: allow('household.get')
    .input(lookersInputSchema)
    .output(lookersSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listLookers(tx, input))),
  export: allow('audit.see')
    .input(auditExportInputSchema)
    .output(auditExportPageSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => exportAudit(tx, input))),
});
