import { sql } from 'drizzle-orm';
import type { Tx } from './connect.ts';

/**
 * Runs statements whose joins are of large halves. Under the policies the planner expects a row where there are thousands, and
 * would go through one half once for each row of the other; what a statement itself says row by row (`lateral`) stays so.
 */
export async function joinByHash<Result>(tx: Tx, work: () => Promise<Result>): Promise<Result> {
  await tx.execute(sql`select set_config('enable_nestloop', 'off', true)`);
  const result = await work();
  // A failure ends the transaction, and the setting with it.
  await tx.execute(sql`select set_config('enable_nestloop', 'on', true)`);
  return result;
}
