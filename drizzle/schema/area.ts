import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { areaLevels } from '../../shared/area.ts';
import { oneOf } from './oneOf.ts';
import { areaCode, countyCode, geometry, geometry3857, provenance, stamps } from './types.ts';

/** 县 / 镇街 / 村社: an administrative division; the prefix of its code is its parent. */
export const area = pgTable(
  'area',
  {
    countyCode: countyCode(),
    code: areaCode('code').notNull(),
    level: text('level', { enum: areaLevels }).notNull(),
    parentCode: areaCode('parent_code'),
    name: text('name').notNull(),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    geometry: geometry('geometry', { type: 'MultiPolygon' }),
    geometry3857: geometry3857('MultiPolygon'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.code] }),
    foreignKey({ columns: [table.countyCode, table.parentCode], foreignColumns: [table.countyCode, table.code] }),
    oneOf('area_level_known', table.level, areaLevels),
    check(
      'area_code_fits_level',
      sql`${table.code} ~ '^[0-9]+$' and left(${table.code}, 6) = ${table.countyCode} and length(${table.code}) = case ${table.level} when 'county' then 6 when 'town' then 9 else 12 end`,
    ),
    check(
      'area_parent_is_prefix',
      sql`(${table.level} = 'county') = (${table.parentCode} is null) and (${table.parentCode} is null or ${table.parentCode} = left(${table.code}, length(${table.code}) - 3))`,
    ),
    index('area_geometry').using('gist', table.geometry),
    index('area_geometry_3857').using('gist', table.geometry3857),
  ],
);
