// Sets up what the mover needs and starts it; works on a bare clone.
import { checkNode, installDependencies, PreparationError } from '../server/prepare.mjs';

try {
  checkNode();
  await installDependencies({ development: false });
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  console.error(`✗ ${error.message}`);
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();
await import('./moveCommand.ts');
