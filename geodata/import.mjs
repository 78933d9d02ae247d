// Runs on bare Node: makes sure that the packages are there, then lets tsx read the program.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 11)) {
  console.error(`需要 Node.js 20.11 或更新版本，现在是 ${process.versions.node}。`);
  console.error(`Node.js 20.11 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}
if (!existsSync(new URL('../node_modules/tsx/package.json', import.meta.url))) {
  console.error('尚未安装依赖；请先运行 npm start 或 npm ci。');
  console.error('The packages are not installed: run npm start or npm ci first.');
  process.exit(1);
}
const { register } = await import(pathToFileURL(require.resolve('tsx/esm/api')).href);
register();
await import(new URL('./import.ts', import.meta.url).href);
