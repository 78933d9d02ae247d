import { sql } from 'drizzle-orm';
import type { Database, Tx } from './connect.ts';

/** Who asks. Set locally in every transaction, so that what runs inside it knows and is held to it. */
export type Scope = { actor: string };

/** Runs `work` in a read-only transaction under the scope; sees one snapshot of the database. */
export function read<Result>(database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.transaction(
    async (tx) => {
      await enter(tx, scope);
      return work(tx);
    },
    { accessMode: 'read only', isolationLevel: 'repeatable read' },
  );
}

/** Runs `work` in a transaction under the scope; everything it writes is kept, or nothing. */
export function write<Result>(database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await enter(tx, scope);
    return work(tx);
  });
}

async function enter(tx: Tx, scope: Scope): Promise<void> {
  // Compiling a statement takes seconds where running it takes milliseconds: no question here is long enough to repay it.
  await tx.execute(sql`select set_config('cuntu.actor', ${scope.actor}, true), set_config('jit', 'off', true)`);
}
