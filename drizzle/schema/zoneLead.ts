import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, uniqueIndex } from 'drizzle-orm/pg-core';
import { person } from './household.ts';
import { countyCode, day, identity, reference, stamps, villageCode } from './types.ts';
import { zone } from './zone.ts';

/** 网格长 / 街巷长: who leads a zone, from a day to a day; the database allows one at a time. */
export const zoneLead = pgTable(
  'zone_lead',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    zoneId: reference('zone_id').notNull(),
    personId: reference('person_id').notNull(),
    fromOn: day('from_on').notNull(),
    /** The first day the lead no longer leads; null while in office. */
    toOn: day('to_on'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      name: 'zone_lead_in_same_village',
      columns: [table.countyCode, table.villageCode, table.zoneId],
      foreignColumns: [zone.countyCode, zone.villageCode, zone.id],
    }),
    foreignKey({ columns: [table.countyCode, table.personId], foreignColumns: [person.countyCode, person.id] }),
    // What is replaced on the day it began keeps its row, and held on no day.
    check('zone_lead_dates', sql`${table.toOn} is null or ${table.toOn} >= ${table.fromOn}`),
    uniqueIndex('zone_lead_active').on(table.countyCode, table.zoneId).where(sql`${table.toOn} is null`),
    index('zone_lead_person').on(table.countyCode, table.personId),
  ],
);
