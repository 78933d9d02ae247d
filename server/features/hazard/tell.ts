import { sql } from 'drizzle-orm';
import type { HazardStep } from '../../../shared/hazardLoop.ts';
import type { NoticeDetail, NoticeKind } from '../../../shared/notice.ts';
import type { Scope } from '../../auth/scope.ts';
import type { Tx } from '../../db/connect.ts';
import { notify } from '../../db/notify.ts';
import type { LockedHazard } from './row.ts';

type HazardNotice = Extract<NoticeKind, `hazard${string}`>;
type After = { referredTo: string | null; assigneeAccountId: string | null };

/** Leaves notices for those whom a step concerns, and never for who took it. */
export async function tellOf(
  tx: Tx,
  scope: Scope,
  step: HazardStep,
  hazard: LockedHazard,
  after: After,
): Promise<void> {
  const told = new Set<string>();
  const tell = async <Kind extends HazardNotice>(
    kind: Kind,
    accounts: (string | null)[],
    detail: NoticeDetail<Kind>,
  ) => {
    for (const accountId of accounts) {
      if (accountId === null || accountId === scope.accountId || told.has(accountId)) continue;
      told.add(accountId);
      await notify(tx, { countyCode: hazard.countyCode, villageCode: hazard.villageCode, accountId, kind, detail });
    }
  };
  const subject = { hazardId: hazard.id, number: hazard.number };
  switch (step) {
    case 'assign':
      return tell('hazardAssigned', [after.assigneeAccountId], subject);
    case 'fail':
      return tell('hazardReturned', [hazard.assigneeAccountId], subject);
    case 'verify':
      return tell('hazardDecided', [hazard.reportedBy], { ...subject, decision: 'verified' });
    case 'reject':
      return tell('hazardDecided', [hazard.reportedBy], { ...subject, decision: 'rejected' });
    case 'close':
      return tell('hazardDecided', [hazard.reportedBy, hazard.assigneeAccountId], { ...subject, decision: 'closed' });
    case 'reopen': {
      // Reopening must reach whoever takes it up again: who mended it, and the officials over it.
      await tell('hazardReopened', [hazard.assigneeAccountId, hazard.reportedBy], subject);
      return tell(
        'hazardReopened',
        await officialsAt(tx, after.referredTo ?? hazard.villageCode ?? hazard.countyCode),
        subject,
      );
    }
    case 'refer':
      return tell('hazardReferred', await officialsAt(tx, after.referredTo ?? hazard.countyCode), subject);
    case 'handBack':
      return tell(
        'hazardReturned',
        await officialsAt(tx, after.referredTo ?? hazard.villageCode ?? hazard.countyCode),
        subject,
      );
    case 'finish':
    case 'start':
    case 'recheck':
    case 'rate':
      return;
  }
}

/** Accounts of the officials of exactly this area. */
async function officialsAt(tx: Tx, areaCode: string): Promise<string[]> {
  const rows = await tx.execute<{ accountId: string }>(sql`
    select distinct account_id as "accountId" from officials_over(${areaCode}) where area_code = ${areaCode} order by 1 limit 50`);
  return [...rows].map(({ accountId }) => accountId);
}
