import { type SQL, sql } from 'drizzle-orm';
import type { CodeRange } from '../../shared/reach.ts';
import type { Scope } from '../auth/scope.ts';
import type { Database, Tx } from './connect.ts';

/** The role every request runs as: it owns nothing, and sees the rows of its scope only. */
export const requestRole = 'cuntu_app';

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

/** Runs `work` in a transaction under the scope; everything it writes is kept, or nothing. Reading what is personal writes the access record. */
export function write<Result>(database: Database, scope: Scope, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return database.transaction(async (tx) => {
    await enter(tx, scope);
    return work(tx);
  });
}

/**
 * Runs `work` as the owner of the tables, whom no policy holds: for imports, the demo, and the few use cases that reach
 * beyond their caller's rows and check the right to it themselves.
 * With `snapshot` it only reads, and sees one state of the database.
 */
export function maintain<Result>(
  database: Database,
  actor: string,
  work: (tx: Tx) => Promise<Result>,
  options: { snapshot?: boolean } = {},
): Promise<Result> {
  return database.transaction(
    async (tx) => {
      await tx.execute(sql`select ${setting('cuntu.actor', actor)}, ${withoutJit}`);
      return work(tx);
    },
    options.snapshot ? { accessMode: 'read only', isolationLevel: 'repeatable read' } : undefined,
  );
}

function setting(name: string, value: string): SQL {
  return sql`set_config(${name}, ${value}, true)`;
}

/** Compiling a statement takes seconds where running it takes milliseconds: no question here is long enough to repay it. */
const withoutJit = setting('jit', 'off');

/** The policies compare with these settings; they end with the transaction, and without them no row is seen. */
async function enter(tx: Tx, scope: Scope): Promise<void> {
  const settings = [
    setting('cuntu.account', scope.accountId),
    setting('cuntu.actor', scope.actor),
    setting('cuntu.action', scope.action),
    setting('cuntu.address', scope.address),
    ...reachSettings('ground', scope.ground),
    ...reachSettings('people', scope.people),
    ...reachSettings('audit', scope.audit),
    setting('cuntu.zones', idList(scope.zones)),
    setting('cuntu.zones_seen', idList(scope.zonesSeen)),
    setting('cuntu.households', idList(scope.households)),
    setting('cuntu.persons', idList(scope.persons)),
    setting('role', requestRole),
    withoutJit,
  ];
  await tx.execute(sql`select ${sql.join(settings, sql`, `)}`);
}

/** The hull of the ranges serves an index; the ranges themselves are given only where the hull has holes. */
function reachSettings(name: string, ranges: readonly CodeRange[]): SQL[] {
  const holes = ranges.length > 1 ? ranges.map(({ low, high }) => `${low},${high}`).join(';') : '';
  return [
    setting(`cuntu.${name}_low`, ranges[0]?.low ?? ''),
    setting(`cuntu.${name}_high`, ranges.at(-1)?.high ?? ''),
    setting(`cuntu.${name}_ranges`, holes),
  ];
}

function idList(ids: readonly number[]): string {
  return ids.length > 0 ? `{${ids.join(',')}}` : '';
}
