import { groundTopics, type Nudge } from '../../shared/live.ts';
import { rangeOf } from '../../shared/reach.ts';
import type { Scope } from '../auth/scope.ts';

/** Whether somebody is told of a change: it lies where they have a duty, and is of what that duty shows them. */
export function canHear(scope: Scope, nudge: Nudge): boolean {
  if (nudge.account !== undefined) return nudge.account === scope.accountId;
  if (!groundTopics.has(nudge.topic) && !scope.may('household.list')) return false;
  const { low, high } = rangeOf(nudge.area);
  return nudge.area === '' || scope.ground.some((range) => range.low < high && low < range.high);
}
