// Sets up what changing the keys needs and starts it; works on a bare clone.
import { loadTypeScript, prepare } from './prepare.mjs';

await prepare();
await loadTypeScript();
await import('./seal/rotateCommand.ts');
