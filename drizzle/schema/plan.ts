import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { gestureKinds, type Move } from '../../shared/move.ts';
import { planStates } from '../../shared/plan.ts';
import type { PlanDecisions } from '../../shared/reassign.ts';
import { area } from './area.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, day, identity, moment, reference, villageCode } from './types.ts';
import { zone } from './zone.ts';

/** 方案: moves of a village that are drafted, decided on and published together. */
export const plan = pgTable(
  'plan',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    name: text('name').notNull(),
    state: text('state', { enum: planStates }).notNull().default('draft'),
    /** Who made it. */
    accountId: text('account_id').notNull(),
    actor: text('actor').notNull(),
    /** Grows with every write, so that who writes after another device is told. */
    revision: integer('revision').notNull().default(0),
    /** Gestures that are done; of `plan_gesture` those up to this number. */
    done: integer('done').notNull().default(0),
    /** Gestures that are done or can be redone; rows after it are of no account. */
    gestures: integer('gestures').notNull().default(0),
    /** Net moves, once submitted. */
    moves: integer('moves'),
    /** Zones that its gestures have named, so that whoever answers for one of them sees the plan. */
    zones: bigint('zones', { mode: 'number' }).array().notNull().default(sql`'{}'`),
    effectiveOn: day('effective_on'),
    /** Who submitted, returned, approved, published and reverted it, when and with what note. */
    decisions: jsonb('decisions').$type<PlanDecisions>().notNull().default({}),
    /** Why it could not be published on its day. */
    failure: text('failure', { enum: ['conflict', 'refused'] }),
    revertsPlanId: reference('reverts_plan_id'),
    createdAt: moment('created_at').notNull().defaultNow(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
    discardedAt: moment('discarded_at'),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({
      name: 'plan_reverts_plan',
      columns: [table.countyCode, table.revertsPlanId],
      foreignColumns: [table.countyCode, table.id],
    }),
    oneOf('plan_state_known', table.state, planStates),
    check('plan_done', sql`${table.done} between 0 and ${table.gestures}`),
    index('plan_village').on(table.countyCode, table.villageCode, table.id),
    index('plan_due')
      .on(table.effectiveOn)
      .where(sql`${table.state} = 'approved' and ${table.effectiveOn} is not null`),
  ],
);

/** One step of undo of a plan: moves made at once. */
export const planGesture = pgTable(
  'plan_gesture',
  {
    countyCode: countyCode(),
    planId: reference('plan_id').notNull(),
    /** From 1. */
    number: integer('number').notNull(),
    kind: text('kind', { enum: gestureKinds }).notNull(),
    moves: jsonb('moves').$type<Move[]>().notNull(),
    /** Households among what it moves. */
    households: bigint('households', { mode: 'number' }).array().notNull(),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.planId, table.number] }),
    foreignKey({
      name: 'plan_gesture_of_plan',
      columns: [table.countyCode, table.planId],
      foreignColumns: [plan.countyCode, plan.id],
    }),
    oneOf('plan_gesture_kind_known', table.kind, gestureKinds),
  ],
);

/** Which plan somebody has open in a village; one at a time, until a minute after the last sign of life. */
export const planPresence = pgTable(
  'plan_presence',
  {
    countyCode: countyCode(),
    villageCode: villageCode().notNull(),
    accountId: text('account_id').notNull(),
    actor: text('actor').notNull(),
    planId: reference('plan_id'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.countyCode, table.villageCode, table.accountId] })],
);

/** A zone that gains and loses nothing until somebody lets it go. */
export const zoneLock = pgTable(
  'zone_lock',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    zoneId: reference('zone_id').notNull(),
    accountId: text('account_id').notNull(),
    actor: text('actor').notNull(),
    at: moment('at').notNull().defaultNow(),
    releasedAt: moment('released_at'),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      name: 'zone_lock_in_same_village',
      columns: [table.countyCode, table.villageCode, table.zoneId],
      foreignColumns: [zone.countyCode, zone.villageCode, zone.id],
    }),
    uniqueIndex('zone_lock_active').on(table.countyCode, table.zoneId).where(sql`${table.releasedAt} is null`),
    index('zone_lock_village').on(table.countyCode, table.villageCode),
  ],
);
