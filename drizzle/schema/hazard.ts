import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { hazardCategories, hazardChannels, hazardStates } from '../../shared/hazard.ts';
import { area } from './area.ts';
import { person } from './household.ts';
import { oneOf } from './oneOf.ts';
import {
  areaCode,
  countyCode,
  day,
  geometry,
  identity,
  moment,
  provenance,
  reference,
  stamps,
  villageCode,
} from './types.ts';
import { zone } from './zone.ts';

/** 风险隐患: a point, a line or an area where something can go wrong. */
export const hazard = pgTable(
  'hazard',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    /** 隐患编号, such as F-014, unique in its county. */
    number: text('number').notNull(),
    category: text('category', { enum: hazardCategories }).notNull(),
    /** Key in the county's tree of hazards under the category; empty when only the category is known. */
    kind: text('kind').notNull().default(''),
    channel: text('channel', { enum: hazardChannels }).notNull().default('other'),
    /** 1 重大, 2 较大, 3 一般, 4 低. */
    severity: integer('severity').notNull(),
    state: text('state', { enum: hazardStates }).notNull(),
    title: text('title').notNull(),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    description: text('description').notNull().default(''),
    zoneId: reference('zone_id'),
    reportedAt: moment('reported_at').notNull(),
    /** The account that reported it, when it was reported here. */
    reportedBy: text('reported_by'),
    dueOn: day('due_on'),
    closedAt: moment('closed_at'),
    /** Whether who reported it, or who looked after it, is content; null while nobody has said. */
    satisfied: boolean('satisfied'),
    /** How often it was opened again. */
    reopened: integer('reopened').notNull().default(0),
    /** The last step of the loop; null where there was none since the report. */
    lastStepAt: moment('last_step_at'),
    /** Who is to mend it: a person of the register, the account of theirs if they have one, or an account alone. */
    assigneeId: reference('assignee_id'),
    assigneeAccountId: text('assignee_account_id'),
    /** The town (9 digits) or county (6) it was referred to; null while the village has it. */
    referredTo: areaCode('referred_to'),
    /** Metres it reaches beyond itself, where its category does not say it well. */
    reach: integer('reach'),
    geometry: geometry('geometry', { type: 'Geometry' }).notNull(),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({ columns: [table.countyCode, table.zoneId], foreignColumns: [zone.countyCode, zone.id] }),
    foreignKey({ columns: [table.countyCode, table.assigneeId], foreignColumns: [person.countyCode, person.id] }),
    oneOf('hazard_channel_known', table.channel, hazardChannels),
    check('hazard_reach_range', sql`${table.reach} between 0 and 10000`),
    check(
      'hazard_referred_upwards',
      sql`${table.referredTo} is null or left(${table.referredTo}, 6) = ${table.countyCode} and length(${table.referredTo}) in (6, 9)`,
    ),
    oneOf('hazard_category_known', table.category, hazardCategories),
    oneOf('hazard_state_known', table.state, hazardStates),
    check('hazard_severity_range', sql`${table.severity} between 1 and 4`),
    check('hazard_closed_when_closed', sql`(${table.state} = 'closed') = (${table.closedAt} is not null)`),
    uniqueIndex('hazard_number').on(table.countyCode, table.number),
    uniqueIndex('hazard_source').on(table.countyCode, table.source, table.sourceKey),
    index('hazard_seq').on(table.countyCode, table.villageCode, table.seq),
    index('hazard_reported_by').on(table.countyCode, table.reportedBy),
    index('hazard_state').on(table.countyCode, table.villageCode, table.state),
    index('hazard_assignee').on(table.countyCode, table.assigneeId),
    index('hazard_assignee_account').on(table.assigneeAccountId),
    index('hazard_geometry').using('gist', table.geometry),
  ],
);
