import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { hazardCategories } from '../../shared/hazard.ts';
import { inspectionStates } from '../../shared/inspection.ts';
import { oneOf } from './oneOf.ts';
import { place } from './place.ts';
import { areaCode, countyCode, day, identity, moment, reference, stamps, villageCode } from './types.ts';
import { zone } from './zone.ts';

/** 定期巡查: a round that comes again, such as the fire patrol on the 26th of each month. */
export const inspectionPlan = pgTable(
  'inspection_plan',
  {
    countyCode: countyCode(),
    id: identity(),
    /** Of 6, 9 or 12 digits: all villages of the area make the round. */
    areaCode: areaCode('area_code').notNull(),
    name: text('name').notNull(),
    category: text('category', { enum: hazardCategories }).notNull(),
    /** As `recurrenceSchema` and `inspectedSchema` of `shared/inspection.ts` say. */
    recurrence: jsonb('recurrence').notNull(),
    inspected: jsonb('inspected').notNull(),
    checklist: text('checklist').array().notNull(),
    graceDays: integer('grace_days').notNull(),
    recheckDays: integer('recheck_days').notNull(),
    startsOn: day('starts_on').notNull(),
    /** The first day without it; null while it goes on. */
    endedOn: day('ended_on'),
    /** The last day whose rounds have their tasks. */
    plannedTo: day('planned_to'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    oneOf('inspection_plan_category_known', table.category, hazardCategories),
    check('inspection_plan_in_county', sql`left(${table.areaCode}, 6) = ${table.countyCode}`),
  ],
);

/** One zone or place to look at on one round. */
export const inspection = pgTable(
  'inspection',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    planId: reference('plan_id').notNull(),
    roundOn: day('round_on').notNull(),
    dueOn: day('due_on').notNull(),
    zoneId: reference('zone_id'),
    placeId: reference('place_id'),
    state: text('state', { enum: inspectionStates }).notNull().default('due'),
    recheckOn: day('recheck_on'),
    doneAt: moment('done_at'),
    doneBy: text('done_by'),
    note: text('note').notNull().default(''),
    hazardIds: reference('hazard_ids').array().notNull().default(sql`'{}'`),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      columns: [table.countyCode, table.planId],
      foreignColumns: [inspectionPlan.countyCode, inspectionPlan.id],
    }),
    foreignKey({
      name: 'inspection_zone_in_same_village',
      columns: [table.countyCode, table.villageCode, table.zoneId],
      foreignColumns: [zone.countyCode, zone.villageCode, zone.id],
    }),
    foreignKey({ columns: [table.countyCode, table.placeId], foreignColumns: [place.countyCode, place.id] }),
    oneOf('inspection_state_known', table.state, inspectionStates),
    check('inspection_of_one_thing', sql`(${table.zoneId} is null) <> (${table.placeId} is null)`),
    uniqueIndex('inspection_once').on(
      table.countyCode,
      table.planId,
      table.roundOn,
      sql`coalesce(${table.zoneId}, 0)`,
      sql`coalesce(${table.placeId}, 0)`,
    ),
    index('inspection_open')
      .on(table.countyCode, table.villageCode, table.dueOn)
      .where(sql`${table.state} <> 'passed'`),
  ],
);
