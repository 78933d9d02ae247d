import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** Argon2id as OWASP advises; each hash takes 19 MB of memory while it is made. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** More hashes at a time would only take memory from each other. */
const atOnce = 2;
let running = 0;
const waiting: (() => void)[] = [];

export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFKC'), cost));
}

export function verifyPassword({ hash: known, password }: { hash: string; password: string }): Promise<boolean> {
  return inTurn(() => verify(known, password.normalize('NFKC')));
}

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

/** Without the characters that are mistaken for each other when copied from paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password for the first sign-in, in groups of four to be read out: about 79 bits. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
