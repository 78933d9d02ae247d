import { createHmac } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { AppError } from '../../shared/errors.ts';
import type { Database, Tx } from '../db/connect.ts';

/** How many attempts may fail before waiting begins, and for how long failures are remembered. */
const patience = {
  username: { free: 5, remembered: '1 day' },
  // A village hall reaches the server from one address.
  address: { free: 30, remembered: '1 hour' },
};
export type Guarded = keyof typeof patience;

/** Seconds of the first wait and of the longest; each failure after the first wait doubles it. */
const shortest = 30;
const longest = 900;

/**
 * Guards sign-ins against guessing. The count is taken before the password is looked at, so that many guesses at a time
 * count as many; it is kept in the database, so that it outlives the server. Names and addresses are kept as keyed hashes,
 * because now and then somebody types a password where the name belongs.
 */
export class LockOut {
  readonly #database: Database;
  readonly #secret: string;

  constructor(database: Database, secret: string) {
    this.#database = database;
    this.#secret = secret;
  }

  keyOf(kind: Guarded, value: string): string {
    return `${kind}:${createHmac('sha256', this.#secret).update(value).digest('base64url')}`;
  }

  /** Counts an attempt. Throws AppError signInLocked with the seconds to wait while no attempt is taken. */
  async attempt(kind: Guarded, value: string): Promise<void> {
    const key = this.keyOf(kind, value);
    const { free, remembered } = patience[kind];
    const failures = sql`case when known.last_at < now() - ${remembered}::interval then 1 else known.failures + 1 end`;
    const counted = await this.#database.execute(sql`
      insert into sign_in_failure as known (key, failures)
      values (${key}, 1)
      on conflict (key) do update
      set failures = ${failures},
        last_at = now(),
        locked_until = case when ${failures} >= ${free}::int
          then now() + least(${longest}::float8, ${shortest} * power(2, least(${failures} - ${free}::int, 20))) * interval '1 second' end
      where known.locked_until is null or known.locked_until <= now()
      returning 1`);
    if (counted.length > 0) return;
    const [lock] = await this.#database.execute<{ seconds: number }>(sql`
      select ceil(extract(epoch from locked_until - now()))::int as seconds from sign_in_failure where key = ${key}`);
    throw new AppError({ code: 'signInLocked', detail: { seconds: Math.max(1, lock?.seconds ?? 1) } });
  }

  /** Forgets the failures of a user name. */
  async clear(username: string, tx: Tx | Database = this.#database): Promise<void> {
    const key = this.keyOf('username', username);
    await tx.execute(sql`delete from sign_in_failure where key = ${key}`);
  }

  /** Seconds that each of these user names still has to wait; those that need not are left out. */
  async waits(tx: Tx, usernames: string[]): Promise<Map<string, number>> {
    const names = new Map(usernames.map((username) => [this.keyOf('username', username), username]));
    const rows = await tx.execute<{ key: string; seconds: number }>(sql`
      select key, ceil(extract(epoch from locked_until - now()))::int as seconds
      from sign_in_failure
      where locked_until > now() and key in (select jsonb_array_elements_text(${JSON.stringify([...names.keys()])}::jsonb))`);
    return new Map([...rows].map(({ key, seconds }) => [names.get(key) ?? '', seconds]));
  }

  /** Takes back an attempt that was none: an address is not the better for one right password, nor the worse. */
  async takeBack(address: string): Promise<void> {
    const key = this.keyOf('address', address);
    await this.#database.execute(sql`
      update sign_in_failure
      set failures = greatest(failures - 1, 0),
        locked_until = case when failures - 1 >= ${patience.address.free} then locked_until end
      where key = ${key}`);
  }
}
