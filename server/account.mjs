// Runs on a bare clone: sees to Node and the packages, then lets an account in again.
import { loadTypeScript, prepare } from './prepare.mjs';

await prepare();
await loadTypeScript();
const { accountCommand } = await import('./accountCommand.ts');
try {
  await accountCommand(process.argv.slice(2));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
