import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { hazardStates } from '../../shared/hazard.ts';
import { hazardSteps } from '../../shared/hazardLoop.ts';
import { hazard } from './hazard.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, geometry, identity, moment, reference, villageCode } from './types.ts';

const eventKinds = ['report', 'edit', ...hazardSteps] as const;

/** One step of a hazard's loop: who took it, when, what they said. Rows are added, never altered. */
export const hazardEvent = pgTable(
  'hazard_event',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    hazardId: reference('hazard_id').notNull(),
    step: text('step', { enum: eventKinds }).notNull(),
    fromState: text('from_state', { enum: hazardStates }),
    toState: text('to_state', { enum: hazardStates }).notNull(),
    at: moment('at').notNull().defaultNow(),
    accountId: text('account_id').default(sql`nullif(current_setting('cuntu.account', true), '')`),
    actor: text('actor').notNull(),
    note: text('note').notNull().default(''),
    /** What the step decided besides the state: the assignee, the level referred to, whether satisfied. */
    detail: jsonb('detail').notNull().default({}),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.hazardId], foreignColumns: [hazard.countyCode, hazard.id] }),
    oneOf('hazard_event_step_known', table.step, eventKinds),
    oneOf('hazard_event_state_known', table.toState, hazardStates),
    index('hazard_event_hazard').on(table.countyCode, table.hazardId, table.id),
  ],
);

/** A photograph of a hazard, without what the camera wrote into it; its bytes lie in the store under `key`. */
export const hazardPhoto = pgTable(
  'hazard_photo',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    /** Null until a report, a step or an inspection takes it up. */
    hazardId: reference('hazard_id'),
    eventId: reference('event_id'),
    inspectionId: reference('inspection_id'),
    accountId: text('account_id').notNull(),
    actor: text('actor').notNull(),
    at: moment('at').notNull().defaultNow(),
    key: text('key').notNull(),
    width: integer('width').notNull(),
    height: integer('height').notNull(),
    bytes: integer('bytes').notNull(),
    /** What the camera said, before it was taken out of the file. */
    takenAt: moment('taken_at'),
    geometry: geometry('geometry', { type: 'Point' }),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.hazardId], foreignColumns: [hazard.countyCode, hazard.id] }),
    foreignKey({
      columns: [table.countyCode, table.eventId],
      foreignColumns: [hazardEvent.countyCode, hazardEvent.id],
    }),
    check('hazard_photo_size', sql`${table.width} between 1 and 20000 and ${table.height} between 1 and 20000`),
    uniqueIndex('hazard_photo_key').on(table.key),
    index('hazard_photo_hazard').on(table.countyCode, table.hazardId),
    index('hazard_photo_inspection')
      .on(table.countyCode, table.inspectionId)
      .where(sql`${table.inspectionId} is not null`),
  ],
);
