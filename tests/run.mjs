// Runs every test from a bare clone; what is named after it goes to vitest: `node tests/run.mjs --project unit geo`.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildClient, checkNode, installDependencies, PreparationError, root } from '../server/prepare.mjs';
import { startCluster } from './support/cluster.mjs';
import { findTools } from './support/tools.mjs';

const projects = ['unit', 'db-embedded', 'db-native', 'start', 'e2e'];
const strict = Boolean(process.env.CI) && process.env.CI !== 'false';
const asked = process.argv.slice(2);

const work = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
let cluster = null;
let child = null;
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(signal));

try {
  checkNode();
  await installDependencies({ development: true });
  process.exitCode = await runAll();
} catch (error) {
  console.error(error instanceof PreparationError ? `✗ ${error.message}` : error);
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
} finally {
  cleanUp();
}

async function runAll() {
  const chosen = chosenProjects();
  const needsNative =
    !process.env.TEST_DATABASE_URL && ['db-native', 'e2e', 'start'].some((name) => chosen.includes(name));
  const tools = await findTools({ native: needsNative, chromium: chosen.includes('e2e') });
  if (chosen.includes('e2e') || chosen.includes('start')) await buildClient();
  if (needsNative && tools.postgres) cluster = await startCluster(tools.postgres);
  const environment = {
    ...process.env,
    ...(cluster ? { TEST_DATABASE_URL: cluster.url } : {}),
    ...(tools.chromium ? { CUNTU_CHROMIUM: tools.chromium } : {}),
  };
  const lacking = new Map();
  if (!environment.TEST_DATABASE_URL) lacking.set('db-native', 'PostgreSQL with PostGIS');
  if (!tools.chromium) lacking.set('e2e', 'Chromium');
  const possible = chosen.filter((name) => !lacking.has(name));
  let skipped = 0;
  let failed = 0;
  for (const name of chosen.filter((project) => lacking.has(project))) {
    const count = await countTests(name, environment);
    console.log(
      `✗ ${name}: ${count} 项测试需要 ${lacking.get(name)}，本机没有。 ${count} tests need ${lacking.get(name)}, which is missing here.`,
    );
    if (strict) failed += count;
    else skipped += count;
  }
  const counts = possible.length > 0 ? await runVitest(possible, environment) : { passed: 0, failed: 0, skipped: 0 };
  const total = { passed: counts.passed, failed: counts.failed + failed, skipped: counts.skipped + skipped };
  if (total.passed + total.failed === 0) {
    console.log('✗ 没有运行任何测试。 No test was run.');
    total.failed = 1;
  }
  console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
  return total.failed > 0 ? 1 : 0;
}

function chosenProjects() {
  const named = asked.flatMap((word, n) =>
    word === '--project' ? [asked[n + 1]] : word.startsWith('--project=') ? [word.slice(10)] : [],
  );
  if (projects.includes(asked[0])) named.push(asked.shift());
  return named.length > 0 ? projects.filter((name) => named.includes(name)) : projects;
}

async function runVitest(names, environment) {
  const report = join(work, 'report.json');
  const filters = asked.filter((word, n) => !word.startsWith('--project') && asked[n - 1] !== '--project');
  const code = await vitest(
    [
      'run',
      ...names.map((name) => `--project=${name}`),
      ...filters,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    environment,
    'inherit',
  );
  return counted(report, code);
}

/** A file that could not even be read counts as one failure, and so does a failure outside every test. */
function counted(report, code) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const brokenFiles = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + brokenFiles;
  return {
    passed: results.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

async function countTests(project, environment) {
  const list = join(work, `${project}.json`);
  await vitest(['list', `--project=${project}`, `--json=${list}`], environment, 'ignore');
  try {
    return JSON.parse(readFileSync(list, 'utf8')).length;
  } catch {
    return 1;
  }
}

function vitest(parameters, env, stdio) {
  return new Promise((resolve, reject) => {
    child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...parameters], {
      cwd: root,
      env,
      stdio,
      detached: process.platform !== 'win32',
    });
    child.on('error', reject);
    child.on('close', (code) => {
      child = null;
      resolve(code ?? 1);
    });
  });
}

/** Synchronous, so that a second Ctrl-C cannot come between. */
function cleanUp() {
  cluster?.stop();
  cluster = null;
  rmSync(work, { recursive: true, force: true });
}

/** Workers, browsers and servers under test are in the group of vitest, and outlive it when only it is told. */
async function stop(signal) {
  const group = child && process.platform !== 'win32' ? -child.pid : child?.pid;
  const ended = child ? new Promise((resolve) => child.once('close', resolve)) : null;
  for (const one of [signal, 'SIGKILL']) {
    try {
      if (group) process.kill(group, one);
    } catch {
      // Nobody is left in it.
    }
    await Promise.race([ended, wait(3000)]);
  }
  cleanUp();
  process.exit(130);
}
