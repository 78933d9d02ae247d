import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { householdKinds } from '../../shared/household.ts';
import { registeredCategories } from '../../shared/keyPerson.ts';
import { sexes } from '../../shared/person.ts';
import { area } from './area.ts';
import { building } from './base.ts';
import { oneOf } from './oneOf.ts';
import { bytes, countyCode, day, geometry, identity, provenance, reference, stamps, villageCode } from './types.ts';
import { zone } from './zone.ts';

/** 户: a home or a shop. It belongs to one innermost zone, or to none yet; it may have no coordinates yet. */
export const household = pgTable(
  'household',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    kind: text('kind', { enum: householdKinds }).notNull().default('home'),
    /** 户编号, such as H-0217, unique in its village. */
    number: text('number').notNull(),
    /** The innermost zone the household belongs to. */
    laneId: reference('lane_id'),
    buildingId: reference('building_id'),
    /** 门牌, such as 幸福街 17 号 or 5 号楼 2 单元 301. */
    address: text('address').notNull().default(''),
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    /** 村民小组. */
    villagerGroup: integer('villager_group'),
    /** Name of the shop; homes are named by their head. */
    name: text('name').notNull().default(''),
    geometry: geometry('geometry', { type: 'Point' }),
    /** Building structure in the words of the register, such as 砖木. */
    structure: text('structure').notNull().default(''),
    builtYear: integer('built_year'),
    storeys: integer('storeys'),
    /** Square metres. */
    floorArea: real('floor_area'),
    endedAt: day('ended_at'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    unique('household_in_village').on(table.countyCode, table.villageCode, table.id),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({
      name: 'household_lane_in_same_village',
      columns: [table.countyCode, table.villageCode, table.laneId],
      foreignColumns: [zone.countyCode, zone.villageCode, zone.id],
    }),
    foreignKey({ columns: [table.countyCode, table.buildingId], foreignColumns: [building.countyCode, building.id] }),
    oneOf('household_kind_known', table.kind, householdKinds),
    check(
      'household_not_at_zero',
      sql`${table.geometry} is null or not (st_x(${table.geometry}) = 0 and st_y(${table.geometry}) = 0)`,
    ),
    uniqueIndex('household_number').on(table.countyCode, table.villageCode, table.number),
    index('household_lane').on(table.countyCode, table.laneId),
    index('household_building').on(table.countyCode, table.buildingId),
    index('household_seq').on(table.countyCode, table.villageCode, table.seq),
    index('household_geometry').using('gist', table.geometry),
    // For the search: without the spaces that some write, by the number without its zeros, by the beginning of the pinyin.
    index('household_address_plain').using('gin', sql`replace(address, ' ', '') gin_trgm_ops`),
    index('household_name_trgm').using('gin', sql`name gin_trgm_ops`),
    index('household_running_number').on(sql`ltrim(substring(number from '[0-9]+$'), '0') text_pattern_ops`),
    index('household_pinyin_start').on(table.pinyin.op('text_pattern_ops')),
    index('household_initials_start').on(table.initials.op('text_pattern_ops')),
  ],
);

/** 村民: a person, belonging to a household. */
export const person = pgTable(
  'person',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    householdId: reference('household_id'),
    name: text('name').notNull(),
    /** Full pinyin without spaces or tones, and the initials of each syllable, for search and for sorting. */
    pinyin: text('pinyin').notNull().default(''),
    initials: text('initials').notNull().default(''),
    sex: text('sex', { enum: sexes }),
    birthDate: day('birth_date'),
    /** Identity and telephone numbers are encrypted, and found by keyed hashes: `server/seal`. */
    idNumberSealed: bytes('id_number_sealed'),
    idNumberHash: bytes('id_number_hash'),
    phoneSealed: bytes('phone_sealed'),
    phoneHash: bytes('phone_hash'),
    phoneLast4Hash: bytes('phone_last4_hash'),
    /** 与户主关系; 户主 is the head. */
    relation: text('relation').notNull().default(''),
    isHead: boolean('is_head').notNull().default(false),
    /** 外出务工 and the like: where the person is when not at home. */
    awayAt: text('away_at'),
    endedAt: day('ended_at'),
    ...provenance,
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.villageCode], foreignColumns: [area.countyCode, area.code] }),
    foreignKey({
      name: 'person_household_in_same_village',
      columns: [table.countyCode, table.villageCode, table.householdId],
      foreignColumns: [household.countyCode, household.villageCode, household.id],
    }),
    oneOf('person_sex_known', table.sex, sexes),
    check('person_id_number_whole', sql`(${table.idNumberSealed} is null) = (${table.idNumberHash} is null)`),
    check('person_phone_whole', sql`(${table.phoneSealed} is null) = (${table.phoneHash} is null)`),
    uniqueIndex('person_id_number').on(table.countyCode, table.idNumberHash).where(sql`${table.endedAt} is null`),
    index('person_id_number_moved_out')
      .on(table.countyCode, table.idNumberHash)
      .where(sql`${table.endedAt} is not null`),
    uniqueIndex('person_head')
      .on(table.countyCode, table.householdId)
      .where(sql`${table.isHead} and ${table.endedAt} is null`),
    uniqueIndex('person_source').on(table.countyCode, table.source, table.sourceKey),
    // Holds all that counting a county's people needs, in the order of its households.
    index('person_household').on(table.countyCode, table.householdId, table.villageCode, table.endedAt, table.id),
    index('person_initials').on(table.countyCode, table.villageCode, table.initials),
    index('person_pinyin_start').on(table.pinyin.op('text_pattern_ops')),
    index('person_initials_start').on(table.initials.op('text_pattern_ops')),
    index('person_seq').on(table.countyCode, table.villageCode, table.seq),
    index('person_phone').on(table.countyCode, table.phoneHash),
    index('person_phone_last4').on(table.countyCode, table.phoneLast4Hash),
  ],
);

/** 党员: a person with a duty for households, wherever they live. */
export const partyMember = pgTable(
  'party_member',
  {
    countyCode: countyCode(),
    personId: reference('person_id').notNull(),
    villageCode: villageCode().notNull(),
    joinedOn: day('joined_on'),
    /** How many households the member can look after. */
    capacity: integer('capacity').notNull().default(12),
    endedAt: day('ended_at'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.personId] }),
    foreignKey({ columns: [table.countyCode, table.personId], foreignColumns: [person.countyCode, person.id] }),
    check('party_member_capacity', sql`${table.capacity} between 0 and 200`),
    index('party_member_village').on(table.countyCode, table.villageCode),
  ],
);

/** 党员联户: which member looks after which household, from a day to a day; one at a time. */
export const householdLink = pgTable(
  'household_link',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    householdId: reference('household_id').notNull(),
    /** The person behind the party member; only party members can be linked. */
    memberId: reference('member_id').notNull(),
    fromOn: day('from_on').notNull(),
    /** The first day the link no longer holds; null while it does. */
    toOn: day('to_on'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      name: 'household_link_in_same_village',
      columns: [table.countyCode, table.villageCode, table.householdId],
      foreignColumns: [household.countyCode, household.villageCode, household.id],
    }),
    foreignKey({
      name: 'household_link_to_party_member',
      columns: [table.countyCode, table.memberId],
      foreignColumns: [partyMember.countyCode, partyMember.personId],
    }),
    // What is replaced on the day it began keeps its row, and held on no day.
    check('household_link_dates', sql`${table.toOn} is null or ${table.toOn} >= ${table.fromOn}`),
    uniqueIndex('household_link_active').on(table.countyCode, table.householdId).where(sql`${table.toOn} is null`),
    index('household_link_member').on(table.countyCode, table.memberId),
    index('household_link_seq').on(table.countyCode, table.villageCode, table.seq),
  ],
);

/** 重点人群: why a person needs particular care, and how often they are to be visited. */
export const keyPerson = pgTable(
  'key_person',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    personId: reference('person_id').notNull(),
    category: text('category', { enum: registeredCategories }).notNull(),
    /** Needs help to leave the house. */
    needsHelpToMove: boolean('needs_help_to_move').notNull().default(false),
    visitEveryDays: integer('visit_every_days').notNull(),
    note: text('note').notNull().default(''),
    fromOn: day('from_on').notNull(),
    toOn: day('to_on'),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.personId], foreignColumns: [person.countyCode, person.id] }),
    oneOf('key_person_category_known', table.category, registeredCategories),
    check('key_person_cadence', sql`${table.visitEveryDays} between 1 and 366`),
    uniqueIndex('key_person_active')
      .on(table.countyCode, table.personId, table.category)
      .where(sql`${table.toOn} is null`),
    index('key_person_seq').on(table.countyCode, table.villageCode, table.seq),
  ],
);
