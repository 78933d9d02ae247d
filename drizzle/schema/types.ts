import { sql } from 'drizzle-orm';
import { bigint, customType, text, timestamp } from 'drizzle-orm/pg-core';
import type { Geometry } from 'geojson';

/** Administrative codes compare bytewise, so that a code prefix is an index range. */
export const codeType = customType<{ data: string; config: { length: 6 | 12 } }>({
  dataType: (config) => `varchar(${config?.length ?? 12}) collate "C"`,
});

/** First part of every key: the six digits of the county, and the distribution key of a larger installation. */
export const countyCode = () => codeType('county_code', { length: 6 }).notNull();
/** Twelve digits of the village the row lies in. */
export const villageCode = () => codeType('village_code', { length: 12 });
/** Any administrative code of 6 (county), 9 (town) or 12 (village) digits. */
export const areaCode = (name: string) => codeType(name, { length: 12 });

export const identity = () => bigint('id', { mode: 'number' }).notNull().generatedByDefaultAsIdentity();
export const reference = (name: string) => bigint(name, { mode: 'number' });
/** Calendar day as `YYYY-MM-DD`, without a time zone. */
export const day = customType<{ data: string }>({ dataType: () => 'date' });
export const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'string' });

type GeometryType = 'Point' | 'MultiLineString' | 'MultiPolygon' | 'Polygon' | 'Geometry';

/**
 * Geometry in CGCS2000 (SRID 4490), longitude before latitude, in degrees.
 * Written from GeoJSON; read back with `geojson()` of `server/db/geometry`, never as a bare column.
 */
export const geometry = customType<{ data: Geometry; driverData: string; config: { type: GeometryType } }>({
  dataType: (config) => `geometry(${config?.type ?? 'Geometry'},4490)`,
  toDriver: (value) => sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(value)}), 4490)`,
});

const webMercator = customType<{ data: string; config: { type: GeometryType } }>({
  dataType: (config) => `geometry(${config?.type ?? 'Geometry'},3857)`,
});

/** Web Mercator twin of `geometry`, kept by the database so that a tile transforms nothing. */
export const geometry3857 = (type: GeometryType) =>
  webMercator('geometry_3857', { type }).generatedAlwaysAs(sql`st_transform(geometry, 3857)`);

export const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** What every row of a village carries: when it last changed, and the county's sequence number of that change. */
export const stamps = {
  /** Set by a trigger, or by a bulk load from `take_seq`; strictly grows with every committed write of the county. */
  seq: bigint('seq', { mode: 'number' }).notNull().default(0),
  updatedAt: moment('updated_at').notNull().defaultNow(),
};

/** Where an imported row came from, so that the same file imported twice changes nothing. */
export const provenance = {
  source: text('source'),
  sourceKey: text('source_key'),
};
