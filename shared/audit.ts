import { z } from 'zod';
import { areaCodeSchema } from './area.ts';
import { daySchema } from './geo.ts';
import { rowRefSchema } from './household.ts';

/** The two logs: what was written, and who looked at personal detail. Named as their tables are. */
export const logNames = ['change', 'access_record'] as const;
export type LogName = (typeof logNames)[number];

/** Days that both logs are kept at the least, as the state requires of such systems. */
export const shortestLogDays = 180;

/** Where a log is not what was once written. Ids are written as `12, 15-20`; moments are ISO 8601. */
export type LogBreak =
  /** Sealed rows are not there any more. */
  | { kind: 'rowsMissing'; seal: number; sealedAt: string; ids: string }
  /** Rows are there, but one of them at least is not what was sealed. */
  | { kind: 'rowsAltered'; seal: number; sealedAt: string; ids: string }
  /** Rows came in past the seals. */
  | { kind: 'rowsUnsealed'; ids: string }
  | { kind: 'sealsMissing'; from: number; to: number }
  /** The seal itself was rewritten, or one before it. */
  | { kind: 'sealAltered'; seal: number; sealedAt: string }
  /** The noted end of the chain is not its last seal. */
  | { kind: 'headAltered' }
  /** Rows were pruned before their time. */
  | { kind: 'prunedEarly'; seal: number; sealedAt: string };

/** What following the chain of one log of a county found. It is whole when there are no breaks. */
export type LogReport = {
  countyCode: string;
  log: LogName;
  rows: number;
  seals: number;
  /** Seals whose rows are gone because they were old enough. */
  prunedSeals: number;
  /** Hash of the last seal, 64 hexadecimal digits; empty for a log without seals. */
  head: string;
  breaks: LogBreak[];
};

const codeOrText = z.string().trim().min(1).max(60);

/** Which rows of a log are asked for. Days are calendar days in China, both included. */
export const auditFilterSchema = z.object({
  log: z.enum(logNames),
  areaCode: areaCodeSchema,
  /** Part of the name of who did it, or their account. */
  who: codeOrText.optional(),
  action: codeOrText.optional(),
  subject: codeOrText.optional(),
  subjectId: z.number().int().positive().optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** Only what was shown by breaking the glass. */
  glassOnly: z.boolean().default(false),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** Newest first; `before` is the id of the last one held. */
const cursor = { before: z.number().int().positive().optional() };
export const auditPageInputSchema = auditFilterSchema.extend(cursor);
export type AuditPageInput = z.infer<typeof auditPageInputSchema>;

/** A row of either log. A change has no address, reason or glass, and `fields` names what it altered, without the values. */
export const auditEntrySchema = z.object({
  id: z.number(),
  at: z.string(),
  villageCode: z.string().nullable(),
  accountId: z.string().nullable(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  /** The first of them, and how many they are. */
  subjectIds: z.array(z.number()),
  subjectCount: z.number(),
  /** Numbers of the first households, such as H-0217, of those the reader may know. */
  numbers: z.array(z.string()),
  fields: z.array(z.string()),
  address: z.string(),
  reason: z.string(),
  glass: z.boolean(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditPageSize = 50;
/** Beyond this many rows are not counted. */
export const auditCountLimit = 10_000;

export const auditPageSchema = z.object({
  items: z.array(auditEntrySchema),
  hasMore: z.boolean(),
  /** At most `auditCountLimit`; null on every page but the first. */
  total: z.number().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

/** Who looked at a household, newest first. */
export const lookersInputSchema = rowRefSchema.extend(cursor);
export type LookersInput = z.infer<typeof lookersInputSchema>;
export const lookersSchema = z.object({
  items: z.array(
    auditEntrySchema.pick({ id: true, at: true, actor: true, action: true, fields: true, reason: true, glass: true }),
  ),
  hasMore: z.boolean(),
});
export type Lookers = z.infer<typeof lookersSchema>;

/** One page of a file of comma-separated values; the first begins with the byte order mark and the titles. */
export const auditExportInputSchema = auditPageInputSchema.extend({ language: z.enum(['zh', 'en']) });
export type AuditExportInput = z.infer<typeof auditExportInputSchema>;
export const auditExportPageSchema = z.object({ csv: z.string(), before: z.number().nullable() });
export type AuditExportPage = z.infer<typeof auditExportPageSchema>;
