import { AppError } from '../../../../shared/errors.ts';
import { type Action, roleMay } from '../../../../shared/permissions.ts';
import { covers, rangeOf } from '../../../../shared/reach.ts';
import { type PlanVerb, planVerbs } from '../../../../shared/reassign.ts';
import type { Scope } from '../../../auth/scope.ts';
import type { PlanRow } from './planRow.ts';

type Where = Pick<PlanRow, 'villageCode' | 'zones'>;

/** Whether somebody does this to all that a plan touches: to the whole village, or to every zone of it that is named. */
function mayOn(scope: Scope, action: Action, { villageCode, zones }: Where): boolean {
  return (
    scope.mayAt(action, { areaCode: villageCode }) ||
    (zones.length > 0 && zones.every((zoneId) => scope.mayAt(action, { areaCode: villageCode, zoneId })))
  );
}

/** Whether somebody does this to the village or to any part of it. */
export function mayInVillage(scope: Scope, action: Action, villageCode: string): boolean {
  return scope.holdings.some(({ role, reach }) => {
    if (!roleMay(role, action)) return false;
    return reach.kind === 'area' ? covers([rangeOf(reach.areaCode)], villageCode) : reach.villageCode === villageCode;
  });
}

const possible: Record<PlanVerb, (scope: Scope, plan: PlanRow, isMine: boolean) => boolean> = {
  edit: (_scope, { state }, isMine) => isMine && state === 'draft',
  discard: (_scope, { state }, isMine) => isMine && state === 'draft',
  submit: (_scope, { state, done }, isMine) => isMine && state === 'draft' && done > 0,
  return: (scope, plan, isMine) =>
    (plan.state === 'submitted' || plan.state === 'approved') && (isMine || mayOn(scope, 'plan.approve', plan)),
  approve: (scope, plan, isMine) => plan.state === 'submitted' && !isMine && mayOn(scope, 'plan.approve', plan),
  publish: (scope, plan) => plan.state === 'approved' && mayOn(scope, 'plan.publish', plan),
  revert: (scope, plan) => plan.state === 'published' && mayOn(scope, 'plan.draft', plan),
};

/** What somebody may do with a plan in its present state. */
export function verbsOf(scope: Scope, plan: PlanRow): PlanVerb[] {
  const isMine = plan.accountId === scope.accountId;
  return planVerbs.filter((verb) => possible[verb](scope, plan, isMine));
}

/** Throws planEmpty, ownPlan, planState or notAllowed when somebody may not do this with the plan as it is. */
export function demand(scope: Scope, plan: PlanRow, verb: PlanVerb): void {
  if (verbsOf(scope, plan).includes(verb)) return;
  const isMine = plan.accountId === scope.accountId;
  if (verb === 'submit' && isMine && plan.state === 'draft') throw new AppError({ code: 'planEmpty' });
  if (verb === 'approve' && isMine && plan.state === 'submitted') throw new AppError({ code: 'ownPlan' });
  const elsewhere = (['draft', 'submitted', 'approved', 'published'] as const).some((state) =>
    possible[verb](scope, { ...plan, state, done: 1 }, isMine),
  );
  if (elsewhere) throw new AppError({ code: 'planState', detail: { state: plan.state } });
  throw new AppError({ code: 'notAllowed', detail: { action: verb } });
}
