// Runs on a bare clone: sees to Node and the packages, then follows or prunes the logs.
import { loadTypeScript, prepare } from './prepare.mjs';

await prepare();
await loadTypeScript();
const { auditCommand } = await import('./auditCommand.ts');
try {
  process.exitCode = (await auditCommand(process.argv.slice(2))) ? 0 : 1;
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
