// Everything that can be said about the code without running it; every step is run, and one failure fails the whole.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root, run } from '../server/prepare.mjs';

const rooms = ['client', 'server', 'shared', 'geodata', 'drizzle', 'tests'];
const steps = [
  ['format and lint', () => tool('@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.')],
  ['types', () => tool('typescript/bin/tsc', '--noEmit', '--project', '.')],
  ['import rules', checkImports],
  ['dead code', () => tool('knip/bin/knip.js', '--no-progress')],
  ['migrations', checkMigrations],
  [
    'build',
    () =>
      tool(
        'vite/bin/vite.js',
        'build',
        'client',
        '--outDir',
        '../node_modules/.cache/cuntu/client',
        '--emptyOutDir',
        '--logLevel',
        'warn',
      ),
  ],
];

function tool(path, ...parameters) {
  return run(process.execPath, [join(root, 'node_modules', path), ...parameters]);
}

async function checkImports() {
  const { findViolations } = await import('./support/importRules.mjs');
  const { modules, broken } = await findViolations(root, rooms);
  if (modules < 100) throw new Error(`only ${modules} modules were read`);
  if (broken.length > 0) throw new Error(broken.join('\n'));
}

/** Generating from the schema must have nothing to add to the migrations. */
async function checkMigrations() {
  const migrations = join(root, 'drizzle/migrations');
  // The generator takes a path from the root only.
  const copy = 'node_modules/.cache/cuntu/migrations';
  rmSync(join(root, copy), { recursive: true, force: true });
  mkdirSync(join(root, copy, '..'), { recursive: true });
  cpSync(migrations, join(root, copy), { recursive: true });
  const output = await tool(
    'drizzle-kit/bin.cjs',
    'generate',
    '--dialect',
    'postgresql',
    '--schema',
    './drizzle/schema/*.ts',
    '--out',
    copy,
  );
  const added = readdirSync(join(root, copy)).filter((name) => !readdirSync(migrations).includes(name));
  if (added.length > 0)
    throw new Error(`the schema is ahead of the migrations:\n${readFileSync(join(root, copy, added[0]), 'utf8')}`);
  if (!/No schema changes/.test(output)) throw new Error(output);
}

await prepare({ development: true });
for (const [name, work] of steps) {
  const began = performance.now();
  const failure = await work().then(
    () => null,
    (error) => error,
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${failure ? '✗' : '✓'} ${name} ${failure ? 'failed' : 'ok'} ${seconds} s`);
  if (failure) {
    console.log(failure.message);
    process.exitCode = 1;
  }
}
