import { sql } from 'drizzle-orm';
import { check, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { reachOf, roles } from '../../shared/permissions.ts';
import { oneOf } from './oneOf.ts';
import { areaCode, countyCode, day, identity, moment, reference, villageCode } from './types.ts';

/**
 * What an account may act as, where, from a day to a day. Leads of zones and party members need no grant while their
 * account names them as a person of the register: their office is their grant, and ends with it.
 */
export const accountGrant = pgTable(
  'account_grant',
  {
    countyCode: countyCode(),
    id: identity(),
    accountId: text('account_id').notNull(),
    role: text('role', { enum: roles }).notNull(),
    /** 6, 9 or 12 digits; the village of the zone when there is one. */
    areaCode: areaCode('area_code').notNull(),
    zoneId: reference('zone_id'),
    fromOn: day('from_on').notNull(),
    /** The first day it no longer holds; null while it does. */
    toOn: day('to_on'),
    grantedBy: text('granted_by').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    oneOf('account_grant_role_known', table.role, roles),
    check('account_grant_area_code', sql`${table.areaCode} ~ '^([0-9]{6}|[0-9]{9}|[0-9]{12})$'`),
    check('account_grant_in_county', sql`left(${table.areaCode}, 6) = ${table.countyCode}`),
    check('account_grant_dates', sql`${table.toOn} is null or ${table.toOn} >= ${table.fromOn}`),
    check(
      'account_grant_zone_where_needed',
      sql`(${table.role} in (${sql.raw(
        roles
          .filter((role) => reachOf[role] === 'zone')
          .map((role) => `'${role}'`)
          .join(', '),
      )})) = (${table.zoneId} is not null)`,
    ),
    index('account_grant_account').on(table.accountId),
  ],
);

/** 应急查看: one household opened beyond one's right, for a stated reason, until a moment. */
export const glass = pgTable(
  'glass',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    householdId: reference('household_id').notNull(),
    accountId: text('account_id').notNull(),
    actor: text('actor').notNull(),
    role: text('role', { enum: roles }).notNull(),
    reason: text('reason').notNull(),
    openedAt: moment('opened_at').notNull().defaultNow(),
    until: moment('until').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    check('glass_has_reason', sql`length(${table.reason}) >= 4`),
    index('glass_account').on(table.accountId, table.until),
    index('glass_village').on(table.countyCode, table.villageCode, table.id),
  ],
);
