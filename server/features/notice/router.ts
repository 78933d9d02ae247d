import { markReadSchema, noticePageInputSchema, noticePageSchema } from '../../../shared/notice.ts';
import { read, write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { listNotices, markRead } from './list.ts';

export const noticeRouter = router({
  list: allow('notice.own')
    .input(noticePageInputSchema)
    .output(noticePageSchema)
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listNotices(tx, ctx.scope.accountId, input))),
  markRead: allow('notice.own')
    .input(markReadSchema)
    .mutation(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => markRead(tx, ctx.scope.accountId, input))),
});
