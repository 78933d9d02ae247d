// Sets everything up and runs the server; works on a bare clone.
import { loadTypeScript, prepare } from './prepare.mjs';

await prepare({ client: true });
await loadTypeScript();
const { main } = await import('./main.ts');
await main();
