import { sql } from 'drizzle-orm';
import type { Tx } from './connect.ts';

/** A line of the log of writes. `subject` is the table of the row, `action` a verb of the domain. */
export type Change = {
  countyCode: string;
  /** Twelve digits, or null for what lies in no village or in several. */
  villageCode: string | null;
  actor: string;
  action: string;
  subject: string;
  subjectId: number | null;
  before?: object | null;
  after: object | null;
  planId?: number;
  /** Whose doing it is where the transaction is in nobody's name; else the account of its scope. */
  accountId?: string;
};

/** Writes a line into the log, in the transaction that makes the change. Free text of people has no place in it. */
export async function recordChange(tx: Tx, change: Change): Promise<void> {
  const {
    countyCode,
    villageCode,
    actor,
    action,
    subject,
    subjectId,
    before = null,
    after,
    planId,
    accountId,
  } = change;
  const json = (value: object | null) => sql`${value && JSON.stringify(value)}::jsonb`;
  await tx.execute(sql`
    insert into change (county_code, village_code, account_id, actor, action, subject, subject_id, before, after, plan_id)
    values (
      ${countyCode}, ${villageCode}, ${accountId === undefined ? sql`default` : accountId}, ${actor}, ${action}, ${subject},
      ${subjectId}, ${json(before)}, ${json(after)}, ${planId ?? null}
    )`);
}
