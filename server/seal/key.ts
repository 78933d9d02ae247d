import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomFillSync } from 'node:crypto';

/** The columns that are sealed. A value opens only in the column and the county it was sealed for. */
export type SealedColumn = 'person.id_number' | 'person.phone';

/** What is found again by its fingerprint. Each kind has fingerprints of its own, so that none tells of another. */
export type FingerprintKind = 'idNumber' | 'phone' | 'phoneLast4' | 'sourceKey';

/** A sealed value that does not open. Says nothing of what is in it. */
export class SealError extends Error {}

export const keyLength = 32;
const version = 1;
const idLength = 4;
const nonceLength = 12;
const tagLength = 16;
/** Half of SHA-256 is more than anybody can try, and keeps the indexes small. */
const fingerprintLength = 16;
const headLength = 1 + idLength + nonceLength;

/**
 * One key: seals texts by AES-256-GCM and gives fingerprints by HMAC-SHA-256, each with a key of its own derived by HKDF.
 * A sealed value is version (1 byte), key id (4), nonce (12), ciphertext, tag (16).
 */
export class Key {
  /** Derived from the key, so that a value names the key it needs; tells nothing about it. */
  readonly id: Buffer;
  readonly #cipherKey: Buffer;
  readonly #fingerprintKey: Buffer;

  /** `material`: 32 random bytes. */
  constructor(material: Buffer) {
    if (material.length !== keyLength) throw new RangeError(`a key has ${keyLength} bytes`);
    const derive = (purpose: string, length: number) =>
      Buffer.from(hkdfSync('sha256', material, '', `cuntu ${purpose}`, length));
    this.id = derive('key id', idLength);
    this.#cipherKey = derive('seal', keyLength);
    this.#fingerprintKey = derive('fingerprint', keyLength);
  }

  seal(column: SealedColumn, countyCode: string, text: string): Buffer {
    const nonce = newNonce();
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, nonce).setAAD(placeOf(column, countyCode));
    return Buffer.concat([
      Buffer.from([version]),
      this.id,
      nonce,
      cipher.update(text, 'utf8'),
      cipher.final(),
      cipher.getAuthTag(),
    ]);
  }

  /** Throws SealError when the value was altered, or sealed for another place or by another key. */
  open(column: SealedColumn, countyCode: string, sealed: Buffer): string {
    const tagAt = sealed.length - tagLength;
    try {
      const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, sealed.subarray(1 + idLength, headLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(placeOf(column, countyCode)).setAuthTag(sealed.subarray(tagAt));
      return decipher.update(sealed.subarray(headLength, tagAt), undefined, 'utf8') + decipher.final('utf8');
    } catch (cause) {
      throw new SealError(`a sealed ${column} was altered, or moved here from elsewhere`, { cause });
    }
  }

  /** 16 bytes that are the same for the same text, and that nobody can compute without the key. */
  fingerprint(kind: FingerprintKind, text: string): Buffer {
    return createHmac('sha256', this.#fingerprintKey)
      .update(`${kind}\0${text}`)
      .digest()
      .subarray(0, fingerprintLength);
  }
}

/** Random bytes for many nonces at a time: asking for twelve takes longer than sealing with them. */
const nonces = Buffer.alloc(nonceLength * 256);
let noncesUsed = nonces.length;

function newNonce(): Buffer {
  if (noncesUsed === nonces.length) {
    randomFillSync(nonces);
    noncesUsed = 0;
  }
  noncesUsed += nonceLength;
  return nonces.subarray(noncesUsed - nonceLength, noncesUsed);
}

function placeOf(column: SealedColumn, countyCode: string): Buffer {
  return Buffer.from(`${column} ${countyCode}`);
}

/** Id of the key that a value needs. Throws SealError for bytes that are no sealed value of this program. */
export function keyIdOf(sealed: Buffer): Buffer {
  if (sealed.length < headLength + tagLength || sealed[0] !== version) {
    throw new SealError('these bytes are no sealed value');
  }
  return sealed.subarray(1, 1 + idLength);
}
