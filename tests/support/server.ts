import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { testSecret } from './app.ts';

import { testKey } from './keys.ts';

export type TestServer = { url: string; dataDirectory: string; stop(): Promise<void> };

const root = fileURLToPath(new URL('../../', import.meta.url));
const readyWithin = 240_000;

/**
 * Starts the real server as a process of its own on a free port, over the database at `databaseUrl`,
 * or without one over an embedded database of its own with the demo in it.
 */
export async function startServer(databaseUrl?: string): Promise<TestServer> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cuntu-e2e-'));
  const child = spawn(process.execPath, ['server/start.mjs'], {
    cwd: root,
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl ?? '',
      CUNTU_DATA: dataDirectory,
      CUNTU_SECRET: testSecret,
      CUNTU_KEY: testKey,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start:\n${output}`)), readyWithin);
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      const address = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(output)?.[0];
      if (!address) return;
      clearTimeout(timer);
      resolve(address);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}:\n${output}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDirectory, { recursive: true, force: true });
  };
  return { url, dataDirectory, stop };
}
