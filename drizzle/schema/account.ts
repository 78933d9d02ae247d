import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { person } from './household.ts';
import { codeType, reference } from './types.ts';

// These tables hold secrets: only the owner of the database reads them, never the role that requests run as.

/** The library that signs people in works with `Date`. */
const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const made = () => moment('created_at').notNull().defaultNow();
const changed = () => moment('updated_at').notNull().defaultNow();

/** 账号: somebody who may sign in. What they may see is said by grants and by the offices of their person. */
export const account = pgTable(
  'account',
  {
    id: text('id').primaryKey(),
    /** In lower case; what is typed to sign in. */
    username: text('username').notNull().unique('account_username'),
    displayName: text('display_name').notNull(),
    /** Made up from the user name, because the library cannot do without; nothing is ever sent. */
    email: text('email').notNull().unique('account_email'),
    emailVerified: boolean('email_verified').notNull().default(true),
    image: text('image'),
    /** Since when the account may not sign in; null while it may. */
    disabledAt: moment('disabled_at'),
    mustChangePassword: boolean('must_change_password').notNull().default(false),
    twoFactorEnabled: boolean('two_factor_enabled').notNull().default(false),
    /** The person of the register whose account this is: offices and linked households of theirs are the account's. */
    personCountyCode: codeType('person_county_code', { length: 6 }),
    personId: reference('person_id'),
    lastSignInAt: moment('last_sign_in_at'),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [
    foreignKey({
      name: 'account_person',
      columns: [table.personCountyCode, table.personId],
      foreignColumns: [person.countyCode, person.id],
    }),
    check('account_username_lower', sql`${table.username} = lower(${table.username})`),
    check('account_person_whole', sql`(${table.personCountyCode} is null) = (${table.personId} is null)`),
    uniqueIndex('account_of_person').on(table.personCountyCode, table.personId),
  ],
);

/** A browser that is signed in. The cookie holds the token and a signature over it. */
export const session = pgTable(
  'session',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    token: text('token').notNull().unique('session_token'),
    expiresAt: moment('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [index('session_account').on(table.accountId)],
);

/** A way to sign in to an account: a password, or a subject at the identity provider. */
export const credential = pgTable(
  'credential',
  {
    id: text('id').primaryKey(),
    /** Not `accountId`: the library gives that name to what is `subject` here, and takes the one for the other. */
    ownerId: text('account_id')
      .notNull()
      .references(() => account.id, { onDelete: 'cascade' }),
    /** `credential` for a password, `oidc` for the identity provider. */
    providerId: text('provider_id').notNull(),
    /** Who the account is at that provider; its own id for a password. */
    subject: text('subject').notNull(),
    /** Argon2id in PHC form. */
    password: text('password'),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: moment('access_token_expires_at'),
    refreshTokenExpiresAt: moment('refresh_token_expires_at'),
    scope: text('scope'),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [
    unique('credential_subject').on(table.providerId, table.subject),
    unique('credential_one_each').on(table.ownerId, table.providerId),
  ],
);

/** What a sign-in in several steps has to remember between them. */
export const verification = pgTable(
  'verification',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: moment('expires_at').notNull(),
    createdAt: made(),
    updatedAt: changed(),
  },
  (table) => [index('verification_identifier').on(table.identifier)],
);

/** 动态口令: the second factor of an account. Secret and recovery codes are encrypted with the server's secret. */
export const twoFactor = pgTable('two_factor', {
  id: text('id').primaryKey(),
  accountId: text('account_id')
    .notNull()
    .unique('two_factor_account')
    .references(() => account.id, { onDelete: 'cascade' }),
  secret: text('secret').notNull(),
  backupCodes: text('backup_codes').notNull(),
  verified: boolean('verified').notNull().default(false),
  failedVerificationCount: integer('failed_verification_count').notNull().default(0),
  lockedUntil: moment('locked_until'),
});

/** Attempts to sign in without success, per user name and per network address; both are kept as keyed hashes. */
export const signInFailure = pgTable('sign_in_failure', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  lastAt: moment('last_at').notNull().defaultNow(),
  lockedUntil: moment('locked_until'),
});
