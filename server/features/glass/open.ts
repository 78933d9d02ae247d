import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { OpenedGlass, OpenGlass } from '../../../shared/glass.ts';
import { glassMinutes, type Role, roleMay, superiorRoles } from '../../../shared/permissions.ts';
import { covers, rangeOf } from '../../../shared/reach.ts';
import type { Holding, Scope } from '../../auth/scope.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { notify } from '../../db/notify.ts';

type Target = { countyCode: string; villageCode: string; id: number; number: string };

/**
 * 应急查看: opens one household to somebody without the right to it for half an hour, on record with its reason, and
 * tells whoever is above them. Runs as the owner, because the household lies beyond the caller's rows; how far the glass
 * reaches is checked here. Throws notFound, also for what lies too far, and alreadyAllowed.
 */
export async function openGlass(tx: Tx, scope: Scope, input: OpenGlass): Promise<OpenedGlass> {
  const target = await findTarget(tx, input);
  const role = target && roleThrough(scope, target.villageCode);
  if (!target || !role) throw new AppError({ code: 'notFound' });
  const { countyCode, villageCode, id, number } = target;
  const where = { areaCode: villageCode, householdId: id };
  if (scope.mayAt('household.get', where) && scope.level('name', where) === 'full') {
    throw new AppError({ code: 'alreadyAllowed' });
  }
  const [opened] = await tx.execute<{ until: string }>(sql`
    insert into glass (county_code, village_code, household_id, account_id, actor, role, reason, until)
    values (
      ${countyCode}, ${villageCode}, ${id}, ${scope.accountId}, ${scope.actor}, ${role}, ${input.reason},
      now() + ${`${glassMinutes} minutes`}::interval
    )
    returning ${isoMoment(sql`until`)} as until`);
  if (!opened) throw new Error('the glass has no row');
  for (const accountId of await superiorsOf(tx, role, villageCode, scope.accountId)) {
    await notify(tx, { countyCode, villageCode, accountId, kind: 'glassOpened', detail: { householdId: id, number } });
  }
  return { countyCode, id, until: opened.until };
}

async function findTarget(tx: Tx, input: OpenGlass): Promise<Target | undefined> {
  const named: SQL =
    'id' in input
      ? sql`county_code = ${input.countyCode} and id = ${input.id}`
      : sql`county_code = ${input.villageCode.slice(0, 6)} and village_code = ${input.villageCode}
          and (upper(number) = upper(${input.number}) or replace(address, ' ', '') = replace(${input.number}, ' ', ''))`;
  const found = await tx.execute<Target>(sql`
    select county_code as "countyCode", village_code as "villageCode", id::float8 as id, number
    from household
    where ${named} and ended_at is null
    limit 2`);
  if (found.length > 1) throw new AppError({ code: 'tooMany', detail: { limit: 1 } });
  return found[0];
}

/** The role by which the glass reaches a village: the county, the town, the towns of an official's own village, a lead's own village. */
function roleThrough(scope: Scope, villageCode: string): Role | null {
  const through = scope.holdings.find(
    (holding) => roleMay(holding.role, 'glass.open') && covers([rangeOf(glassArea(holding))], villageCode),
  );
  return through?.role ?? null;
}

function glassArea({ role, reach }: Holding): string {
  if (reach.kind !== 'area') return reach.villageCode;
  return role === 'villageOfficial' ? reach.areaCode.slice(0, 9) : reach.areaCode;
}

/** Who holds the nearest role above that anybody holds for the village. */
async function superiorsOf(tx: Tx, role: Role, villageCode: string, self: string): Promise<string[]> {
  for (const superior of superiorRoles[role]) {
    const rows = await tx.execute<{ accountId: string }>(sql`
      select account_id as "accountId" from accounts_of_role(${superior}, ${villageCode}) where account_id <> ${self}`);
    if (rows.length > 0) return [...rows].map(({ accountId }) => accountId);
  }
  return [];
}
