import { sql } from 'drizzle-orm';
import { check, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { countyCode, identity, moment } from './types.ts';

/** 我的筛选: a filter under a name, seen by the account that kept it. */
export const savedFilter = pgTable(
  'saved_filter',
  {
    countyCode: countyCode(),
    id: identity(),
    accountId: text('account_id').notNull(),
    name: text('name').notNull(),
    /** As `hazardFilterSchema` of `shared/hazardFilter.ts` says. */
    filter: jsonb('filter').notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    endedAt: moment('ended_at'),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    check('saved_filter_named', sql`length(${table.name}) between 1 and 40`),
    uniqueIndex('saved_filter_name')
      .on(table.countyCode, table.accountId, table.name)
      .where(sql`${table.endedAt} is null`),
  ],
);
