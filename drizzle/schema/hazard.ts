import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { hazardCategories, hazardStates } from '../../shared/hazard.ts';
import { area } from './area.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, day, geometry, identity, moment, provenance, reference, stamps, villageCode } from './types.ts';
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
    geometry: geometry('geometry', { type: 'Geometry' }).notNull(),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({ columns: [table.countyCode, table.zoneId], foreignColumns: [zone.countyCode, zone.id] }),
    oneOf('hazard_category_known', table.category, hazardCategories),
    oneOf('hazard_state_known', table.state, hazardStates),
    check('hazard_severity_range', sql`${table.severity} between 1 and 4`),
    check('hazard_closed_when_closed', sql`(${table.state} = 'closed') = (${table.closedAt} is not null)`),
    uniqueIndex('hazard_number').on(table.countyCode, table.number),
    uniqueIndex('hazard_source').on(table.countyCode, table.source, table.sourceKey),
    index('hazard_seq').on(table.countyCode, table.villageCode, table.seq),
    index('hazard_reported_by').on(table.countyCode, table.reportedBy),
    index('hazard_geometry').using('gist', table.geometry),
  ],
);
