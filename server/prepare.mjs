// What has to be there before any TypeScript or package can be used: plain JavaScript without dependencies.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const oldestNode = [20, 11];

/** A preparation that failed for a reason the user can mend; the message is the sentence shown. */
export class PreparationError extends Error {}

/** Throws PreparationError on a Node.js that is too old. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return;
  throw new PreparationError(
    `Node.js 版本过低（${process.versions.node}），需要 ${oldestNode.join('.')} 或更高，请从 https://nodejs.org 安装。\n` +
      `Node.js ${process.versions.node} is too old; version ${oldestNode.join('.')} or newer is needed, see https://nodejs.org.`,
  );
}

/**
 * Sees to Node.js, the packages and, when `client` is set, the browser's part; ends the process with the one sentence
 * that says what is missing. `development` includes what only tests need.
 */
export async function prepare({ development = false, client = false } = {}) {
  try {
    checkNode();
    await installDependencies({ development });
    if (client) await buildClient();
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error;
    console.error(`✗ ${error.message}`);
    process.exit(1);
  }
}

/** Lets TypeScript be imported from here on; possible only once the packages are there. */
export async function loadTypeScript() {
  const { register } = await import('tsx/esm/api');
  register();
}

/** Runs one step, printing its name, how it is getting on, and the seconds it took. */
export async function step(name, work) {
  const began = performance.now();
  const seconds = () => `${((performance.now() - began) / 1000).toFixed(1)} s`;
  let note = '';
  const ticking = setInterval(() => console.log(`  … ${name} ${note}${seconds()}`), 5000);
  try {
    const result = await work((text) => {
      note = `${text} · `;
    });
    console.log(`✓ ${name} ${seconds()}`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}

/** Installs the packages of the lock file unless exactly those are there. `development` includes what only tests need. */
export async function installDependencies({ development }) {
  if (isInstalled(development)) return;
  await step('安装依赖 installing packages', install).catch((error) => {
    throw new PreparationError(
      `安装依赖失败，请检查网络和 npm 设置后重试。\nInstalling the packages failed; check the network and npm's settings and try again.\n${error.message}`,
    );
  });
}

/** `npm ci` refuses a lock file that does not name the optional packages of every other system; `npm install` makes do with it. */
async function install() {
  const quietly = ['--no-audit', '--no-fund'];
  try {
    await npm(['ci', ...quietly]);
  } catch (error) {
    if (!error.message.includes('EUSAGE')) throw error;
    await npm(['install', '--no-save', ...quietly]);
  }
}

function isInstalled(development) {
  const installed = packagesOf('node_modules/.package-lock.json');
  const wanted = packagesOf('package-lock.json');
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || (entry.dev && !development)) return true;
    // Optional packages for other systems are in the lock file but not installed.
    if (!installed[path]) return Boolean(entry.optional || entry.devOptional || entry.peer);
    return installed[path].version === entry.version;
  });
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return null;
  }
}

function npm(parameters) {
  const own = process.env.npm_execpath;
  if (own?.endsWith('.js')) return run(process.execPath, [own, ...parameters]);
  // On Windows npm is a batch file, which only a shell can start.
  return run('npm', parameters, { shell: process.platform === 'win32' });
}

/** Builds the browser's part unless nothing it is made from has changed since. */
export async function buildClient() {
  const stamp = join(root, 'client/dist/.built-from');
  const inputs = fingerprint(['client', 'shared', 'package-lock.json'], ['client/dist']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  await step('构建页面 building the client', () =>
    run(process.execPath, [vite, 'build', 'client', '--outDir', 'dist', '--emptyOutDir', '--logLevel', 'warn']),
  ).catch((error) => {
    throw new PreparationError(`构建页面失败。\nBuilding the client failed.\n${error.message}`);
  });
  writeFileSync(stamp, inputs);
}

/** A hash over the content of files and folders, named from the root. */
export function fingerprint(paths, without = []) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const full = join(root, path);
    if (without.includes(path) || !existsSync(full)) return;
    if (statSync(full).isDirectory()) for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
    else hash.update(`${path}\0`).update(readFileSync(full)).update('\0');
  };
  paths.forEach(visit);
  return hash.digest('hex');
}

/** Runs a program to its end. Rejects with the end of what it printed. */
export function run(program, parameters, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const keep = (part) => {
      output = (output + part).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve(output);
      else reject(new Error(output.trim() || `${program} ended with ${signal ?? code}`));
    });
  });
}
