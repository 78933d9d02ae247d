import { sql } from 'drizzle-orm';
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { noticeKinds } from '../../shared/notice.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, identity, moment, villageCode } from './types.ts';

/** A line for one account about something it answers for. */
export const notice = pgTable(
  'notice',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    accountId: text('account_id').notNull(),
    kind: text('kind', { enum: noticeKinds }).notNull(),
    /** Ids, numbers and names of zones, as `shared/notice.ts` says for each kind; nothing personal. */
    detail: jsonb('detail').notNull(),
    at: moment('at').notNull().defaultNow(),
    readAt: moment('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    oneOf('notice_kind_known', table.kind, noticeKinds),
    index('notice_account').on(table.accountId, table.id),
    index('notice_unread').on(table.accountId).where(sql`${table.readAt} is null`),
  ],
);
