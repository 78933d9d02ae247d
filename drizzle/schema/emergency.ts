import { sql } from 'drizzle-orm';
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { emergencyKinds } from '../../shared/evacuation.ts';
import { household, person } from './household.ts';
import { oneOf } from './oneOf.ts';
import { place } from './place.ts';
import { areaCode, countyCode, geometry, identity, moment, reference, stamps, villageCode } from './types.ts';

/** 应急, such as 防汛: an area that must be left, from a moment to a moment. */
export const emergency = pgTable(
  'emergency',
  {
    countyCode: countyCode(),
    id: identity(),
    areaCode: areaCode('area_code').notNull(),
    kind: text('kind', { enum: emergencyKinds }).notNull(),
    name: text('name').notNull(),
    /** How the area was found, as `threatSchema` of `shared/evacuation.ts` says. */
    threat: jsonb('threat').notNull(),
    geometry: geometry('geometry', { type: 'MultiPolygon' }).notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    startedBy: text('started_by').notNull(),
    endedAt: moment('ended_at'),
    endedBy: text('ended_by'),
    /** The figures as they were when it ended. */
    report: jsonb('report'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    oneOf('emergency_kind_known', table.kind, emergencyKinds),
    check('emergency_in_county', sql`left(${table.areaCode}, 6) = ${table.countyCode}`),
    check('emergency_ended_by_somebody', sql`(${table.endedAt} is null) = (${table.endedBy} is null)`),
    index('emergency_geometry').using('gist', table.geometry),
  ],
);

/** One household that must leave in an emergency, where to, with whom, and how far it has come. */
export const evacuation = pgTable(
  'evacuation',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    emergencyId: reference('emergency_id').notNull(),
    householdId: reference('household_id').notNull(),
    /** As they were when the emergency began. */
    persons: integer('persons').notNull(),
    keyPersons: integer('key_persons').notNull(),
    needHelp: integer('need_help').notNull(),
    address: text('address').notNull().default(''),
    number: text('number').notNull(),
    geometry: geometry('geometry', { type: 'Point' }),
    shelterId: reference('shelter_id'),
    walkMetres: real('walk_metres'),
    laneId: reference('lane_id'),
    laneLeadId: reference('lane_lead_id'),
    memberId: reference('member_id'),
    /** Who fetches those who cannot leave alone, and the account of theirs if they have one. */
    fetchedById: reference('fetched_by_id'),
    fetchedByAccountId: text('fetched_by_account_id'),
    acknowledgedAt: moment('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    onTheWayAt: moment('on_the_way_at'),
    onTheWayBy: text('on_the_way_by'),
    safeAt: moment('safe_at'),
    safeBy: text('safe_by'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      columns: [table.countyCode, table.emergencyId],
      foreignColumns: [emergency.countyCode, emergency.id],
    }),
    foreignKey({
      name: 'evacuation_household_in_same_village',
      columns: [table.countyCode, table.villageCode, table.householdId],
      foreignColumns: [household.countyCode, household.villageCode, household.id],
    }),
    foreignKey({ columns: [table.countyCode, table.shelterId], foreignColumns: [place.countyCode, place.id] }),
    foreignKey({ columns: [table.countyCode, table.fetchedById], foreignColumns: [person.countyCode, person.id] }),
    check('evacuation_counts', sql`${table.persons} >= 0 and ${table.needHelp} >= 0`),
    uniqueIndex('evacuation_once').on(table.countyCode, table.emergencyId, table.householdId),
    index('evacuation_seq').on(table.countyCode, table.emergencyId, table.seq),
  ],
);
