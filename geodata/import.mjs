// Runs on a bare clone: sees to Node and the packages, then reads the program.
import { loadTypeScript, prepare } from '../server/prepare.mjs';

await prepare();
await loadTypeScript();
await import('./import.ts');
