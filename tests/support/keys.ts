import { Key } from '../../server/seal/key.ts';
import { giveKeys, Keyring } from '../../server/seal/keyring.ts';

/** The key that numbers in the databases of tests are sealed by, as `CUNTU_KEY` takes it. */
export const testKey = Buffer.alloc(32, 'cuntu test key').toString('base64');

export function keyOf(text: string): Key {
  return new Key(Buffer.from(text, 'base64'));
}

/** Gives this process keys, the current one first. */
export function giveTestKeys(current = testKey, ...old: string[]): void {
  const ring = new Keyring(keyOf(current), old.map(keyOf));
  giveKeys(() => ring);
}
