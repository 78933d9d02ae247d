// Measures everything that has an aim, each beside its floor, from a bare clone.
import { spawn } from 'node:child_process';
import { prepare, root } from '../server/prepare.mjs';
import { startCluster } from './support/cluster.mjs';
import { findTools } from './support/tools.mjs';

await prepare({ development: true, client: true });
let cluster = null;
try {
  const tools = await findTools({ native: !process.env.TEST_DATABASE_URL, chromium: true });
  if (!process.env.TEST_DATABASE_URL && tools.postgres) cluster = await startCluster(tools.postgres);
  const env = {
    ...process.env,
    ...(cluster ? { TEST_DATABASE_URL: cluster.url } : {}),
    ...(tools.chromium ? { CUNTU_CHROMIUM: tools.chromium } : {}),
  };
  const child = spawn(
    process.execPath,
    ['--expose-gc', '--import', 'tsx', 'tests/bench/run.ts', ...process.argv.slice(2)],
    { cwd: root, env, stdio: 'inherit' },
  );
  process.exitCode = await new Promise((resolve) => child.on('close', (code) => resolve(code ?? 1)));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  cluster?.stop();
}
