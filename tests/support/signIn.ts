import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { cookieName, signToken } from '../../server/auth/session.ts';
import type { Database } from '../../server/db/connect.ts';
import { type DemoRole, demoUsernames } from '../../shared/demo.ts';
import type { Role } from '../../shared/permissions.ts';
import { testSecret } from './app.ts';

/**
 * Signs a demo account in without its password, by a session put straight into the database of the server under test.
 * Gives the value of the `cookie` header. Any other user name of the database will do as well.
 */
export async function signIn(database: Database, who: DemoRole | { username: string }): Promise<string> {
  const { name, value } = await newSession(database, who);
  return `${name}=${value}`;
}

/** The same as a cookie for a Playwright context of the server at `url`. */
export async function browserCookie(database: Database, who: DemoRole | { username: string }, url: string) {
  const { name, value } = await newSession(database, who);
  return { name, value, url, httpOnly: true, sameSite: 'Lax' as const };
}

async function newSession(database: Database, who: DemoRole | { username: string }) {
  const username = typeof who === 'string' ? demoUsernames[who] : who.username;
  const token = randomUUID();
  const made = await database.execute(sql`
    insert into session (id, account_id, token, expires_at)
    select ${randomUUID()}, id, ${token}, now() + interval '8 hours' from account where username = ${username}
    returning id`);
  if (made.length === 0) throw new Error(`there is no account ${username}`);
  return { name: cookieName(null, 'session_token'), value: encodeURIComponent(signToken(token, testSecret)) };
}

/** An account made for the test that holds a role for an area, signed in: the value of its `cookie` header. */
export async function signInAs(database: Database, role: Role, areaCode: string): Promise<string> {
  const username = `${role.toLowerCase()}-${areaCode}`;
  await database.execute(sql`
    insert into account (id, username, display_name, email) values (${username}, ${username}, ${username}, ${username})
    on conflict do nothing`);
  await database.execute(sql`
    insert into account_grant (account_id, role, county_code, area_code, from_on, granted_by)
    select ${username}, ${role}, ${areaCode.slice(0, 6)}, ${areaCode}, current_date - 1, 'test'
    where not exists (select from account_grant where account_id = ${username})`);
  return signIn(database, { username });
}

/** Asks a server under test as whoever the cookie is of. */
export function askingAs(app: FastifyInstance, cookie: string) {
  return (request: InjectOptions) => app.inject({ ...request, headers: { cookie, ...request.headers } });
}
