import { sql } from 'drizzle-orm';
import type { Tx } from './connect.ts';
import { idArray } from './ids.ts';

/** What somebody is being shown. `subjectIds` are ids of the subject's table; `fields` those shown in full. */
export type Access = {
  countyCode: string;
  /** Twelve digits, or null for what lies in several villages. */
  villageCode: string | null;
  subject: 'household' | 'person' | 'keyPerson' | 'list' | 'search' | 'export';
  subjectIds: number[];
  fields: readonly string[];
  /** Why, where a reason is asked for. */
  reason?: string | undefined;
  /** Shown by breaking the glass. */
  glass?: boolean;
};

/**
 * Notes in the transaction that reads them that personal details are shown, or nothing when they are of nobody. Who, from
 * where and by which procedure stand in the transaction's settings `cuntu.account`, `.actor`, `.address` and `.action`.
 * Call it last, in a read committed transaction that may write: it holds the county's log until the commit.
 */
export async function recordAccess(tx: Tx, access: Access): Promise<void> {
  const { countyCode, villageCode, subject, subjectIds, fields, reason = '', glass = false } = access;
  if (subjectIds.length === 0) return;
  await tx.execute(sql`
    insert into access_record (county_code, village_code, account_id, actor, subject, subject_ids, fields, action, address, reason, glass)
    values (
      ${countyCode}, ${villageCode}, nullif(current_setting('cuntu.account', true), ''),
      coalesce(current_setting('cuntu.actor', true), ''), ${subject}, ${idArray(subjectIds)},
      array(select json_array_elements_text(${JSON.stringify(fields)}::json)),
      coalesce(current_setting('cuntu.action', true), ''), coalesce(current_setting('cuntu.address', true), ''),
      ${reason}, ${glass}
    )`);
}

/** Notes that the names of some households were shown in a list or among the finds of a search, one record a county. */
export async function recordShown(
  tx: Tx,
  subject: 'list' | 'search',
  shown: readonly { countyCode: string; villageCode: string | null; id: number }[],
): Promise<void> {
  for (const countyCode of new Set(shown.map((item) => item.countyCode))) {
    const own = shown.filter((item) => item.countyCode === countyCode);
    const villages = new Set(own.map(({ villageCode }) => villageCode));
    const [villageCode = null] = villages;
    await recordAccess(tx, {
      countyCode,
      villageCode: villages.size === 1 ? villageCode : null,
      subject,
      subjectIds: [...new Set(own.map(({ id }) => id))],
      fields: ['name'],
    });
  }
}
