import { z } from 'zod';
import {
  memberCardSchema,
  memberListInputSchema,
  memberSummarySchema,
  rowRefSchema,
} from '../../../shared/household.ts';
import { read, write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { getMember } from './get.ts';
import { listMembers } from './list.ts';

export const memberRouter = router({
  list: allow('member.see')
    .input(memberListInputSchema)
    .output(z.array(memberSummarySchema))
    .query(({ ctx, input }) => read(ctx.database, ctx.scope, (tx) => listMembers(tx, input.areaCode))),
  get: allow('member.see')
    .input(rowRefSchema)
    .output(memberCardSchema)
    .query(({ ctx, input }) => write(ctx.database, ctx.scope, (tx) => getMember(tx, ctx.scope, input))),
});
