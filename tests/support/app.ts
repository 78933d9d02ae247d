import type { FastifyInstance } from 'fastify';
import { type AccountSettings, type Accounts, openAccounts } from '../../server/auth/accounts.ts';
import type { Database } from '../../server/db/connect.ts';
import { type AppOptions, buildApp } from '../../server/http.ts';
import { readSettings } from '../../server/settings.ts';

/** What every server under test signs with, so that a test can sign in without asking it. */
export const testSecret = 'only-for-tests-only-for-tests-only-for-tests';

type Overrides = Partial<AppOptions['settings'] & AccountSettings>;
export type TestApp = { app: FastifyInstance; accounts: Accounts };

/** The web server over a database, with the settings of a bare start except those that are given. */
export async function openTestApp(
  database: Database,
  options: { settings?: Overrides } & Partial<Pick<AppOptions, 'clientFolder' | 'logStream' | 'rateLimits'>> = {},
): Promise<TestApp> {
  const settings = { ...readSettings({ CUNTU_SECRET: testSecret }), ...options.settings };
  const accounts = openAccounts(database, settings);
  const { clientFolder = '/nonexistent', ...others } = options;
  const app = await buildApp({ database, accounts, clientFolder, ...others, settings });
  return { app, accounts };
}
