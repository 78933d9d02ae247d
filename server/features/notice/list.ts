import { sql } from 'drizzle-orm';
import { type NoticePage, type NoticePageInput, noticeListSchema } from '../../../shared/notice.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/** Notices of one account, newest first, and how many of all of them are unread. */
export async function listNotices(tx: Tx, accountId: string, { before, limit }: NoticePageInput): Promise<NoticePage> {
  const items = await tx.execute(sql`
    select county_code as "countyCode", id::float8 as id, village_code as "villageCode", kind, detail,
      ${isoMoment(sql`at`)} as at, ${isoMoment(sql`read_at`)} as "readAt"
    from notice
    where account_id = ${accountId} and id < ${before ?? Number.MAX_SAFE_INTEGER}
    order by id desc
    limit ${limit + 1}`);
  const [count] = await tx.execute<{ unread: number }>(sql`
    select count(*)::integer as unread from notice where account_id = ${accountId} and read_at is null`);
  return {
    items: noticeListSchema.parse(items.slice(0, limit)),
    hasMore: items.length > limit,
    unread: count?.unread ?? 0,
  };
}

/** Marks notices of the account as read: those up to an id, or one alone. What is not theirs stays as it is. */
export async function markRead(tx: Tx, accountId: string, which: { upTo: number } | { id: number }): Promise<void> {
  const chosen = 'id' in which ? sql`id = ${which.id}` : sql`id <= ${which.upTo}`;
  await tx.execute(sql`
    update notice set read_at = now() where account_id = ${accountId} and ${chosen} and read_at is null`);
}
