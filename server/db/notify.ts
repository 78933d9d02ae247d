import { sql } from 'drizzle-orm';
import type { NoticeDetail, NoticeKind } from '../../shared/notice.ts';
import type { Tx } from './connect.ts';

export type Notice<Kind extends NoticeKind> = {
  countyCode: string;
  villageCode: string | null;
  accountId: string;
  kind: Kind;
  detail: NoticeDetail<Kind>;
};

/** Leaves a line for an account, in the transaction that gives the reason for it. */
export async function notify<Kind extends NoticeKind>(tx: Tx, notice: Notice<Kind>): Promise<void> {
  const { countyCode, villageCode, accountId, kind, detail } = notice;
  await tx.execute(sql`
    insert into notice (county_code, village_code, account_id, kind, detail)
    values (${countyCode}, ${villageCode}, ${accountId}, ${kind}, ${JSON.stringify(detail)}::jsonb)`);
}
