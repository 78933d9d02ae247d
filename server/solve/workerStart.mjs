// A worker does not inherit the loader that lets Node run TypeScript, so it registers its own before the first such file.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
