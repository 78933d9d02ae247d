import { bigint, boolean, customType, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { logNames } from '../../shared/audit.ts';
import { oneOf } from './oneOf.ts';
import { bytes, countyCode, identity, moment, reference, villageCode } from './types.ts';

/** The log of every read of personal detail: who saw what of whom, when, from where and why. Rows are added, never altered. */
export const accessRecord = pgTable(
  'access_record',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    at: moment('at').notNull().defaultNow(),
    accountId: text('account_id'),
    /** Who, as they were called that day. */
    actor: text('actor').notNull(),
    /** What was looked at: `household`, `person`, `list`, `search`… and whose rows by their ids. */
    subject: text('subject').notNull(),
    subjectIds: reference('subject_ids').array().notNull(),
    /** The fields that were shown in full. */
    fields: text('fields').array().notNull(),
    /** The procedure that showed them. */
    action: text('action').notNull(),
    /** Where the request came from: an IP address. */
    address: text('address').notNull().default(''),
    /** Why, where a reason was asked for. */
    reason: text('reason').notNull().default(''),
    /** 应急查看: shown although the viewer's role does not allow it. */
    glass: boolean('glass').notNull().default(false),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    index('access_record_village').on(table.countyCode, table.villageCode, table.id),
    index('access_record_account').on(table.countyCode, table.accountId, table.id),
    index('access_record_subjects').using('gin', table.subjectIds),
    index('access_record_at').using('brin', table.at),
  ],
);

const idRanges = customType<{ data: string }>({ dataType: () => 'int8multirange' });

/**
 * What one statement added to a log of a county, sealed: a digest of its rows, chained by `hash` to the seal before it,
 * so that a row that is altered, removed or slipped in later shows. `npm run audit:verify` follows the chain.
 */
export const logSeal = pgTable(
  'log_seal',
  {
    countyCode: countyCode(),
    log: text('log', { enum: logNames }).notNull(),
    /** From 1, without gaps. */
    number: bigint('number', { mode: 'number' }).notNull(),
    /** Ids of the rows. */
    covers: idRanges('covers').notNull(),
    rows: integer('rows').notNull(),
    digest: bytes('digest').notNull(),
    hash: bytes('hash').notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.log, table.number] }),
    oneOf('log_seal_log_known', table.log, logNames),
  ],
);

/** The end of each chain; its row lock puts the seals in order. */
export const logHead = pgTable(
  'log_head',
  {
    countyCode: countyCode(),
    log: text('log', { enum: logNames }).notNull(),
    number: bigint('number', { mode: 'number' }).notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [primaryKey({ columns: [table.countyCode, table.log] })],
);
