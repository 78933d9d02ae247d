import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { assetKinds } from '../../shared/asset.ts';
import { placeCategories } from '../../shared/place.ts';
import { area } from './area.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, day, geometry, geometry3857, identity, provenance, stamps, villageCode } from './types.ts';

/** 重点场所: a place people go to or are brought to. */
export const place = pgTable(
  'place',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    category: text('category', { enum: placeCategories }).notNull(),
    name: text('name').notNull(),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    /** How many people it takes in; shelters have one. */
    capacity: integer('capacity'),
    phone: text('phone'),
    address: text('address').notNull().default(''),
    geometry: geometry('geometry', { type: 'Point' }).notNull(),
    geometry3857: geometry3857('Point'),
    endedAt: day('ended_at'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    oneOf('place_category_known', table.category, placeCategories),
    check('place_capacity_positive', sql`${table.capacity} >= 0`),
    uniqueIndex('place_source').on(table.countyCode, table.source, table.sourceKey),
    index('place_village').on(table.countyCode, table.villageCode),
    index('place_geometry').using('gist', table.geometry),
    index('place_geometry_3857').using('gist', table.geometry3857),
  ],
);

/** 资产资源: what the village owns together, with its contract. */
export const asset = pgTable(
  'asset',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    kind: text('kind', { enum: assetKinds }).notNull(),
    name: text('name').notNull(),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    /** Square metres. */
    size: real('size'),
    /** 承租方; empty when the asset is not let. */
    lessee: text('lessee').notNull().default(''),
    contractFrom: day('contract_from'),
    contractTo: day('contract_to'),
    /** Yuan a year. */
    rent: integer('rent'),
    geometry: geometry('geometry', { type: 'Geometry' }).notNull(),
    geometry3857: geometry3857('Geometry'),
    endedAt: day('ended_at'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    oneOf('asset_kind_known', table.kind, assetKinds),
    check('asset_contract_dates', sql`${table.contractTo} >= ${table.contractFrom}`),
    uniqueIndex('asset_source').on(table.countyCode, table.source, table.sourceKey),
    index('asset_village').on(table.countyCode, table.villageCode),
    index('asset_geometry').using('gist', table.geometry),
    index('asset_geometry_3857').using('gist', table.geometry3857),
  ],
);
