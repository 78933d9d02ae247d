// Runs on a bare clone: sees to Node and the packages, then reads the program.
import { checkNode, installDependencies, PreparationError } from '../server/prepare.mjs';

try {
  checkNode();
  await installDependencies({ development: false });
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
// Only now is there a package that can load TypeScript.
const { register } = await import('tsx/esm/api');
register();
await import('./import.ts');
