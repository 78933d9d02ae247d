// Sets up what the mover needs and starts it; works on a bare clone.
import { loadTypeScript, prepare } from '../server/prepare.mjs';

await prepare();
await loadTypeScript();
await import('./moveCommand.ts');
