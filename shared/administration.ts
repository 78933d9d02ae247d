import { z } from 'zod';
import { normalUsername, usernamePattern } from './account.ts';
import { type AreaLevel, areaCodeSchema, countyCodeSchema, levelOfCode } from './area.ts';
import { daySchema } from './geo.ts';
import { type Role, reachOf, roleSchema } from './permissions.ts';

// Administration: tRPC `account.*`. Procedures of `account.manage` reach accounts within one's own area only.

/** A role granted for an area or a zone, from a day to a day. */
const grantSchema = z.object({
  countyCode: countyCodeSchema,
  id: z.number().int(),
  role: roleSchema,
  areaCode: areaCodeSchema,
  areaName: z.string(),
  zoneId: z.number().int().nullable(),
  zoneName: z.string().nullable(),
  fromOn: z.string(),
  /** The first day it no longer holds; null while no end is set. */
  toOn: z.string().nullable(),
  grantedBy: z.string(),
});

/** What an account has without a grant, because its person holds the office today; it ends with the office. */
const officeSchema = grantSchema.pick({
  role: true,
  areaCode: true,
  areaName: true,
  zoneId: true,
  zoneName: true,
});

const personRefSchema = z.object({ countyCode: countyCodeSchema, id: z.number().int().positive() });

export const accountItemSchema = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  /** Moments are ISO 8601 in universal time. */
  createdAt: z.string(),
  disabledAt: z.string().nullable(),
  lastSignInAt: z.string().nullable(),
  mustChangePassword: z.boolean(),
  twoFactorEnabled: z.boolean(),
  /** Whether it is tied to a subject at the identity provider. */
  identityProvider: z.boolean(),
  /** Browsers signed in now. */
  sessions: z.number().int(),
  /** Seconds for which no sign-in is taken after failures; 0 when it is. */
  lockedSeconds: z.number().int(),
  person: personRefSchema.nullable(),
  /** In force or still to come; those that have ended are in the log. */
  grants: z.array(grantSchema),
  offices: z.array(officeSchema),
});
export type AccountItem = z.infer<typeof accountItemSchema>;

export const accountListInputSchema = z.object({
  /** Part of a user name or display name. */
  search: z.string().trim().max(100).default(''),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(200).default(50),
});
export const accountPageSchema = z.object({ accounts: z.array(accountItemSchema), total: z.number().int() });
export type AccountPage = z.infer<typeof accountPageSchema>;

export const usernameSchema = z.string().max(200).transform(normalUsername).pipe(z.string().regex(usernamePattern));
export const displayNameSchema = z.string().trim().min(1).max(50);

/** The role and where it holds; a zone for leads, an area for everybody else. */
export const postSchema = z
  .object({ role: roleSchema, areaCode: areaCodeSchema, zoneId: z.number().int().positive().nullable().default(null) })
  .superRefine((post, context) => {
    const fault = postFault(post);
    if (fault) context.addIssue({ code: 'custom', path: [fault], message: fault });
  });
export type Post = z.infer<typeof postSchema>;

/** Levels of area each role can be granted for; leads' zones lie in a village, and members have what is linked to them. */
export const grantableLevels: Record<Role, readonly AreaLevel[]> = {
  countyAnalyst: ['county', 'town'],
  townOfficial: ['town'],
  villageOfficial: ['village'],
  gridLead: ['village'],
  laneLead: ['village'],
  partyMember: [],
  reporter: ['county', 'town', 'village'],
  administrator: ['county', 'town'],
};

/** The field that keeps a role from being granted so, or null when it can be. */
export function postFault(post: { role: Role; areaCode: string; zoneId: number | null }): keyof Post | null {
  const levels = grantableLevels[post.role];
  if (levels.length === 0) return 'role';
  if (!levels.includes(levelOfCode(post.areaCode))) return 'areaCode';
  return (reachOf[post.role] === 'zone') === (post.zoneId !== null) ? null : 'zoneId';
}

export const createAccountSchema = z.object({
  username: usernameSchema,
  displayName: displayNameSchema,
  person: personRefSchema.nullable().default(null),
  grants: z.array(postSchema).max(10).default([]),
  /** True for somebody who signs in at the identity provider only: no password is given out. */
  identityProviderOnly: z.boolean().default(false),
});
/** The one-time password is shown once and has to be changed at the first sign-in; null where none was given. */
export const createdAccountSchema = z.object({ accountId: z.string(), password: z.string().nullable() });
export const accountRefSchema = z.object({ accountId: z.string().max(100) });
export const updateAccountSchema = accountRefSchema.extend({
  displayName: displayNameSchema,
  person: personRefSchema.nullable(),
});
export const setDisabledSchema = accountRefSchema.extend({ disabled: z.boolean() });
/** Also ends waiting and every session, and takes away what a lost phone leaves behind when that is wished. */
export const resetPasswordSchema = accountRefSchema.extend({
  removeSecondFactor: z.boolean().default(false),
  unlinkIdentityProvider: z.boolean().default(false),
});

/** Zones a lead can be named for, in a village of the administrator's area. */
export const grantableZonesInputSchema = z.object({ villageCode: areaCodeSchema.length(12) });
export const grantableZoneSchema = z.object({
  id: z.number(),
  name: z.string(),
  role: z.enum(['gridLead', 'laneLead']),
});
export type GrantableZone = z.infer<typeof grantableZoneSchema>;

export const grantInputSchema = accountRefSchema.extend({
  post: postSchema,
  /** Today when absent. */
  fromOn: daySchema.optional(),
  toOn: daySchema.nullable().default(null),
});
/** Ends a grant from today on. */
export const grantRefSchema = z.object({ countyCode: countyCodeSchema, id: z.number().int() });

export const sessionItemSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  lastUsedAt: z.string(),
  expiresAt: z.string(),
  address: z.string(),
  userAgent: z.string(),
});
export type SessionItem = z.infer<typeof sessionItemSchema>;
/** One session, or all of them when none is named. */
export const endSessionsSchema = accountRefSchema.extend({ sessionId: z.string().max(100).nullable() });
export const endOwnSessionSchema = z.object({ sessionId: z.string().max(100) });

/**
 * Users from a table as CSV: UTF-8 or GB18030, with a header of these names in either language, in any order:
 * 用户名 username, 姓名 name, 角色 role, 区划代码 area code, 网格街巷 zone, 人员编号 person. One row an account; leads and
 * members who hold their office by the register need a person instead of an area.
 */
export const importUsersSchema = z.object({
  /** The file's bytes in base64. */
  file: z.base64().max(900_000),
  /** Only says what would be done. */
  dryRun: z.boolean(),
});
const userFaults = [
  'missing',
  'malformed',
  'taken',
  'twice',
  'unknownRole',
  'unknownArea',
  'unknownZone',
  'unknownPerson',
  'personTaken',
  'notGrantable',
  'outsideArea',
  'officeNotHeld',
] as const;
export type UserFault = (typeof userFaults)[number];
export const importUsersReportSchema = z.object({
  encoding: z.enum(['utf-8', 'gb18030']),
  rows: z.number().int(),
  /** Rows as a spreadsheet numbers them, and the column that is wrong. Any fault keeps every row out. */
  faults: z.array(z.object({ row: z.number().int(), column: z.string(), fault: z.enum(userFaults) })),
  /** The one-time passwords, shown this once; empty after a dry run or with faults. */
  created: z.array(z.object({ row: z.number().int(), username: z.string(), password: z.string() })),
});
export type ImportUsersReport = z.infer<typeof importUsersReportSchema>;
