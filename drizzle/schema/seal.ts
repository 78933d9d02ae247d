import { pgTable } from 'drizzle-orm/pg-core';
import { bytes, moment } from './types.ts';

/** The keys that values of this database are sealed by, each with a value it can be told by; never a key itself. */
export const sealKey = pgTable('seal_key', {
  id: bytes('id').primaryKey(),
  checkSealed: bytes('check_sealed').notNull(),
  madeAt: moment('made_at').notNull().defaultNow(),
});
