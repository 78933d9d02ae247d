import type { PlanSummary } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { PlanRow } from './planRow.ts';
import { verbsOf } from './rights.ts';

/** The plan as its reader sees it. */
export function summaryOf(scope: Scope, plan: PlanRow): PlanSummary {
  const { accountId, actor, done, gestures, zones, ...rest } = plan;
  return { ...rest, steps: done, maker: actor, isMine: accountId === scope.accountId, may: verbsOf(scope, plan) };
}
