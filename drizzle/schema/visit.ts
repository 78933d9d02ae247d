import { foreignKey, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { visitKinds, visitOutcomes } from '../../shared/visit.ts';
import { household, person } from './household.ts';
import { oneOf } from './oneOf.ts';
import { countyCode, identity, moment, reference, stamps, villageCode } from './types.ts';
import { zone } from './zone.ts';

/** 走访: somebody came by, or tried to. */
export const visit = pgTable(
  'visit',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    householdId: reference('household_id').notNull(),
    visitorId: reference('visitor_id'),
    kind: text('kind', { enum: visitKinds }).notNull(),
    outcome: text('outcome', { enum: visitOutcomes }).notNull(),
    note: text('note').notNull().default(''),
    visitedAt: moment('visited_at').notNull(),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({
      name: 'visit_household_in_same_village',
      columns: [table.countyCode, table.villageCode, table.householdId],
      foreignColumns: [household.countyCode, household.villageCode, household.id],
    }),
    foreignKey({ columns: [table.countyCode, table.visitorId], foreignColumns: [person.countyCode, person.id] }),
    oneOf('visit_kind_known', table.kind, visitKinds),
    oneOf('visit_outcome_known', table.outcome, visitOutcomes),
    index('visit_household').on(table.countyCode, table.householdId, table.visitedAt),
    index('visit_seq').on(table.countyCode, table.villageCode, table.seq),
  ],
);

/** 民情日志: what somebody noted about a lane or a household. */
export const journalEntry = pgTable(
  'journal_entry',
  {
    countyCode: countyCode(),
    id: identity(),
    villageCode: villageCode().notNull(),
    zoneId: reference('zone_id'),
    householdId: reference('household_id'),
    authorId: reference('author_id'),
    text: text('text').notNull(),
    writtenAt: moment('written_at').notNull(),
    ...stamps,
  },
  (table) => [
    primaryKey({ columns: [table.countyCode, table.id] }),
    foreignKey({ columns: [table.countyCode, table.zoneId], foreignColumns: [zone.countyCode, zone.id] }),
    foreignKey({
      name: 'journal_entry_household_in_same_village',
      columns: [table.countyCode, table.villageCode, table.householdId],
      foreignColumns: [household.countyCode, household.villageCode, household.id],
    }),
    foreignKey({ columns: [table.countyCode, table.authorId], foreignColumns: [person.countyCode, person.id] }),
    index('journal_entry_zone').on(table.countyCode, table.zoneId, table.writtenAt),
    index('journal_entry_household').on(table.countyCode, table.householdId, table.writtenAt),
  ],
);
