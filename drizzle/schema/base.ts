import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, pgTable, primaryKey, real, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { buildingKinds, streetKinds } from '../../shared/base.ts';
import { landformKinds } from '../../shared/landform.ts';
import { area } from './area.ts';
import { oneOf } from './oneOf.ts';
import { bytes, countyCode, geometry, geometry3857, identity, provenance, stamps, villageCode } from './types.ts';

// Streets, buildings and ground are found by their Web Mercator twin alone: they come by the hundred thousand, and each index is paid for by every row.

/** 街道: the physical road line. A lane is people, a street is geometry. */
export const street = pgTable(
  'street',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    kind: text('kind', { enum: streetKinds }).notNull(),
    name: text('name').notNull().default(''),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    geometry: geometry('geometry', { type: 'MultiLineString' }).notNull(),
    geometry3857: geometry3857('MultiLineString'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    oneOf('street_kind_known', table.kind, streetKinds),
    uniqueIndex('street_source').on(table.countyCode, table.source, table.sourceKey),
    index('street_village').on(table.countyCode, table.villageCode),
    index('street_geometry_3857').using('gist', table.geometry3857),
  ],
);

/** A building by its true footprint. */
export const building = pgTable(
  'building',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    kind: text('kind', { enum: buildingKinds }).notNull(),
    name: text('name').notNull().default(''),
    /** 门牌, such as 幸福街 17 号. */
    address: text('address').notNull().default(''),
    storeys: integer('storeys').notNull().default(1),
    /** Metres from the ground to the eaves. */
    height: real('height').notNull().default(3.5),
    geometry: geometry('geometry', { type: 'MultiPolygon' }).notNull(),
    geometry3857: geometry3857('MultiPolygon'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    oneOf('building_kind_known', table.kind, buildingKinds),
    check('building_storeys_range', sql`${table.storeys} between 1 and 200`),
    uniqueIndex('building_source').on(table.countyCode, table.source, table.sourceKey),
    index('building_village').on(table.countyCode, table.villageCode),
    index('building_geometry_3857').using('gist', table.geometry3857),
  ],
);

/** 地质地貌: land use, water, contours and whatever else the ground is made of. */
export const landform = pgTable(
  'landform',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode(),
    kind: text('kind', { enum: landformKinds }).notNull(),
    name: text('name').notNull().default(''),
    /** Metres above sea level, for contours and peaks. */
    elevation: real('elevation'),
    geometry: geometry('geometry', { type: 'Geometry' }).notNull(),
    geometry3857: geometry3857('Geometry'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    oneOf('landform_kind_known', table.kind, landformKinds),
    uniqueIndex('landform_source').on(table.countyCode, table.source, table.sourceKey),
    index('landform_village').on(table.countyCode, table.villageCode),
    index('landform_geometry_3857').using('gist', table.geometry3857),
  ],
);

/** A grid of heights over the rectangle `geometry`, row by row from the north-west corner. */
export const relief = pgTable(
  'relief',
  {
    countyCode: countyCode(),
    id: identity(),
    geometry: geometry('geometry', { type: 'Polygon' }).notNull(),
    columns: integer('columns').notNull(),
    rows: integer('rows').notNull(),
    /** Big-endian signed 16-bit decimetres above sea level, `rows * columns` of them, on the rectangle's corners. */
    heights: bytes('heights').notNull(),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    check('relief_is_whole', sql`length(${table.heights}) = 2 * ${table.columns} * ${table.rows}`),
    uniqueIndex('relief_source').on(table.countyCode, table.source, table.sourceKey),
    index('relief_geometry').using('gist', table.geometry),
  ],
);
