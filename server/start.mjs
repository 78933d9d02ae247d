// Sets everything up and runs the server; works on a bare clone.
import { buildClient, checkNode, installDependencies, PreparationError } from './prepare.mjs';

try {
  checkNode();
  await installDependencies({ development: false });
  await buildClient();
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
// Only now is there a package that can load TypeScript.
const { register } = await import('tsx/esm/api');
register();
const { main } = await import('./main.ts');
await main();
