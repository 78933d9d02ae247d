import { type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import type { Scope } from '../auth/scope.ts';
import type { Tx } from '../db/connect.ts';
import { anyId } from '../db/ids.ts';

/**
 * Gives uploaded photographs to what they are of, by the columns of `owner`: those of the same account alone, and none that
 * is of something else already. Throws notFound.
 */
export async function takePhotos(
  tx: Tx,
  scope: Scope,
  countyCode: string,
  ids: readonly number[],
  owner: SQL,
): Promise<void> {
  if (ids.length === 0) return;
  const taken = await tx.execute(sql`
    update hazard_photo set ${owner}
    where county_code = ${countyCode} and ${anyId(sql`id`, ids)} and account_id = ${scope.accountId}
      and hazard_id is null and inspection_id is null
    returning id`);
  if (taken.length !== new Set(ids).size) throw new AppError({ code: 'notFound', detail: { field: 'photoIds' } });
}
