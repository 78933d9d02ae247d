import { type FingerprintKind, type Key, keyIdOf, SealError, type SealedColumn } from './key.ts';

/** The key that seals, and those before it, which open what is not resealed yet. */
export class Keyring {
  readonly current: Key;
  readonly keys: readonly Key[];

  constructor(current: Key, old: readonly Key[] = []) {
    this.current = current;
    this.keys = [current, ...old.filter((key) => !key.id.equals(current.id))];
  }

  keyOf(id: Buffer): Key | undefined {
    return this.keys.find((key) => key.id.equals(id));
  }
}

// A process has one keyring, as it has one environment: whatever reads or writes a person shares it.
let supply: (() => Keyring) | null = null;

/** Gives the process its keys. `supplier` is asked at every use, as keys in a file may change while the server runs. */
export function giveKeys(supplier: () => Keyring): void {
  supply = supplier;
}

export function keyring(): Keyring {
  if (!supply) throw new Error('personal data is read or written before the keys are opened');
  return supply();
}

/** Seals a text for one column and county by the current key. */
export function seal(column: SealedColumn, countyCode: string, text: string): Buffer {
  return keyring().current.seal(column, countyCode, text);
}

/** The text that was sealed. Throws SealError when it was altered or moved, or when its key is not here. */
export function open(column: SealedColumn, countyCode: string, sealed: Buffer): string {
  const key = keyring().keyOf(keyIdOf(sealed));
  if (!key) throw new SealError(`the key ${keyIdOf(sealed).toString('hex')} of a sealed ${column} is not here`);
  return key.open(column, countyCode, sealed);
}

/** What a text is stored and found by, as the current key makes it: 16 bytes. */
export function fingerprint(kind: FingerprintKind, text: string): Buffer {
  return keyring().current.fingerprint(kind, text);
}

/** The fingerprints a stored text may have, one a key; there is more than one only while keys are changed. */
export function fingerprints(kind: FingerprintKind, text: string): Buffer[] {
  return keyring().keys.map((key) => key.fingerprint(kind, text));
}
