import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, text, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { area } from './area.ts';
import {
  countyCode,
  day,
  geometry,
  geometry3857,
  identity,
  provenance,
  reference,
  stamps,
  villageCode,
} from './types.ts';

/** The levels a county governs its villages by: 网格 and 街巷 by default, up to five; ordinal 1 is the outermost. */
export const zoneLevel = pgTable(
  'zone_level',
  {
    countyCode: countyCode(),
    level: text('level').notNull(),
    ordinal: integer('ordinal').notNull(),
    nameZh: text('name_zh').notNull(),
    nameEn: text('name_en').notNull(),
    leadTitleZh: text('lead_title_zh').notNull(),
    leadTitleEn: text('lead_title_en').notNull(),
    minHouseholds: integer('min_households').notNull(),
    maxHouseholds: integer('max_households').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.level] }),
    unique('zone_level_ordinal').on(table.countyCode, table.ordinal),
    check('zone_level_ordinal_range', sql`${table.ordinal} between 1 and 5`),
    check('zone_level_limits', sql`${table.minHouseholds} between 0 and ${table.maxHouseholds}`),
  ],
);

/** A governed part of a village that has one lead; the innermost level holds households. */
export const zone = pgTable(
  'zone',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    level: text('level').notNull(),
    parentId: reference('parent_id'),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    geometry: geometry('geometry', { type: 'MultiPolygon' }),
    geometry3857: geometry3857('MultiPolygon'),
    endedAt: day('ended_at'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    unique('zone_in_village').on(table.countyCode, table.villageCode, table.id),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({ columns: [table.countyCode, table.level], foreignColumns: [zoneLevel.countyCode, zoneLevel.level] }),
    foreignKey({
      name: 'zone_parent_in_same_village',
      columns: [table.countyCode, table.villageCode, table.parentId],
      foreignColumns: [table.countyCode, table.villageCode, table.id],
    }),
    uniqueIndex('zone_number')
      .on(table.countyCode, table.villageCode, table.level, table.number)
      .where(sql`${table.endedAt} is null`),
    uniqueIndex('zone_source').on(table.countyCode, table.source, table.sourceKey),
    index('zone_parent').on(table.countyCode, table.parentId),
    index('zone_geometry').using('gist', table.geometry),
    index('zone_geometry_3857').using('gist', table.geometry3857),
  ],
);
