import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { countyCode, identity, moment, reference, villageCode } from './types.ts';

/** The log of every write: who changed what, when, from what to what. Rows are added, never altered. */
export const change = pgTable(
  'change',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    at: moment('at').notNull().defaultNow(),
    /** The account of the transaction's scope; none for an import or the program itself. */
    accountId: text('account_id').default(sql`nullif(current_setting('cuntu.account', true), '')`),
    actor: text('actor').notNull(),
    /** A verb of the domain, such as `place` or `import`. */
    action: text('action').notNull(),
    /** The table of the row that changed, and its id. */
    subject: text('subject').notNull(),
    subjectId: reference('subject_id'),
    before: jsonb('before'),
    after: jsonb('after'),
    planId: reference('plan_id'),
    importRunId: reference('import_run_id'),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    index('change_subject').on(table.countyCode, table.subject, table.subjectId, table.id),
    index('change_village').on(table.countyCode, table.villageCode, table.id),
    index('change_at').using('brin', table.at),
  ],
);

/** One imported file: its fingerprint, what became of its rows, and whom to thank for the data. */
export const importRun = pgTable(
  'import_run',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    attribution: text('attribution').notNull().default(''),
    report: jsonb('report').notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.countyCode, table.id] })],
);

/** The last sequence number a write of this county took; its row lock puts the county's writes in order. */
export const countySequence = pgTable('county_sequence', {
  countyCode: countyCode().primaryKey(),
  seq: bigint('seq', { mode: 'number' }).notNull().default(0),
});

/** The sequence number and time of the last write to each table of a county: the version in a tile's address. */
export const layerVersion = pgTable(
  'layer_version',
  {
    countyCode: countyCode(),
    layer: text('layer').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    changedAt: moment('changed_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.countyCode, table.layer] })],
);
