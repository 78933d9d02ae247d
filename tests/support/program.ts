import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { root } from '../../server/prepare.mjs';

export type Program = {
  process: ChildProcess;
  /** Everything printed so far, to both outputs. */
  output(): string;
  /** Resolves when the text has been printed; throws with all output when the program ends before. */
  printed(text: string): Promise<void>;
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
};

/** Starts Node.js in the project's folder with exactly these settings, whatever the tests themselves run under. */
export function startProgram(parameters: string[], environment: Record<string, string> = {}): Program {
  const {
    DATABASE_URL,
    PORT,
    HOST,
    CUNTU_DATA,
    CUNTU_KEY,
    CUNTU_KEY_OLD,
    CUNTU_BASEMAP,
    CUNTU_SECRET,
    NODE_OPTIONS,
    ...rest
  } = process.env;
  const child = spawn(process.execPath, parameters, {
    cwd: root,
    env: { ...rest, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const take = (part: Buffer) => {
    output += part;
    for (const listener of listeners) listener();
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!output.includes(text)) return;
        listeners.delete(look);
        resolve();
      };
      listeners.add(look);
      look();
      ended.then(() => reject(new Error(`ended before printing ${text}:\n${output}`)));
    });
  return { process: child, output: () => output, printed, ended };
}

/** A port of this machine that is free now, below those which systems hand out to whoever asks for any. */
export async function freePort(): Promise<number> {
  const port = randomInt(10_000, 30_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
  return isFree ? port : freePort();
}
