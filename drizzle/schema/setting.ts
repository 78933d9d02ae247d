import { jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { countyCode, moment } from './types.ts';

/** What a county has decided for itself; what it has not decided is as `shared/setting.ts` says. */
export const setting = pgTable(
  'setting',
  {
    countyCode: countyCode(),
    key: text('key').notNull(),
    value: jsonb('value').notNull(),
    actor: text('actor').notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.countyCode, table.key] })],
);
