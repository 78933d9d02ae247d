import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../../server/prepare.mjs';
import { findViolations } from '../support/importRules.mjs';

const rooms = ['client', 'server', 'shared', 'geodata', 'drizzle'];

const planted: Record<string, string> = {
  'shared/lane.ts': `import { readFileSync } from 'node:fs'; export const lane = readFileSync;`,
  'shared/pure.ts': `export const pure = 1;`,
  'server/router.ts': `export type AppRouter = string; export const router = 1;`,
  'server/secret.ts': `import { load } from '../geodata/load.ts'; export const secret = load;`,
  'geodata/load.ts': `import { panel } from '../client/features/lane/Panel.tsx'; export const load = panel;`,
  'client/api/types.ts': `import type { AppRouter } from '../../server/router.ts'; export type Api = AppRouter;`,
  'client/api/values.ts': `import { router } from '../../server/router.ts'; export const api = router;`,
  'client/api/deep.ts': `import type { secret } from '../../server/secret.ts'; export type Deep = typeof secret;`,
  'client/features/lane/Panel.tsx': `import { Card } from '../zone/Card.tsx'; export const panel = () => <Card />;`,
  'client/features/zone/Card.tsx': `import { pure } from '../../../shared/pure.ts'; export const Card = () => <b>{pure}</b>;`,
  'drizzle/one.ts': `import { two } from './two.ts'; export const one = () => two;`,
  'drizzle/two.ts': `import { one } from './one.ts'; export const two = () => one;`,
};

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
  for (const [path, text] of Object.entries(planted)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

test('every planted breach of the import rules is found, and nothing else', async () => {
  const { modules, broken } = await findViolations(directory, rooms);
  expect(modules).toBe(Object.keys(planted).length);
  expect(broken.sort()).toEqual([
    'client-takes-one-type-from-server: client/api/deep.ts → server/secret.ts',
    'client-takes-only-types-from-server: client/api/values.ts → ../../server/router.ts',
    'features-do-not-know-each-other: client/features/lane/Panel.tsx → client/features/zone/Card.tsx',
    'geodata-uses-the-database-only: geodata/load.ts → client/features/lane/Panel.tsx',
    'no-cycles: drizzle/one.ts → drizzle/two.ts',
    'only-the-start-loads-the-demo: server/secret.ts → geodata/load.ts',
    'shared-imports-zod-and-itself: shared/lane.ts → fs',
  ]);
});

test('the rules read every module of this project', async () => {
  expect((await findViolations(root, rooms)).modules).toBeGreaterThan(100);
});
