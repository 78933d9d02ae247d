import { mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { Key, SealError } from '../../server/seal/key.ts';
import { open } from '../../server/seal/keyring.ts';
import { sealedPhone } from '../../server/seal/person.ts';
import { fileLookedAtEvery, keyFileOf, keySource, makeKeyFile, writeKeyFile } from '../../server/seal/source.ts';
import { phoneDigits } from '../../shared/person.ts';
import { giveTestKeys, keyOf, testKey } from '../support/keys.ts';

const key = keyOf(testKey);
const otherKey = Buffer.alloc(32, 'another').toString('base64');
const phone = '10012345678';

describe('a sealed number', () => {
  const sealed = key.seal('person.phone', '371082', phone);

  it('opens in its own column and county only, and by its own key only', () => {
    expect(key.open('person.phone', '371082', sealed)).toBe(phone);
    expect(() => key.open('person.id_number', '371082', sealed)).toThrow(SealError);
    expect(() => key.open('person.phone', '371083', sealed)).toThrow(SealError);
    expect(() => keyOf(otherKey).open('person.phone', '371082', sealed)).toThrow(SealError);
  });

  it('is an error and never another text once any of its bytes is altered, missing or added', () => {
    giveTestKeys();
    const opened = (bytes: Buffer) => () => open('person.phone', '371082', bytes);
    expect(opened(sealed)()).toBe(phone);
    for (let index = 0; index < sealed.length; index += 1) {
      const altered = Buffer.from(sealed);
      altered[index] = (altered[index] ?? 0) ^ 1;
      expect(opened(altered), String(index)).toThrow(SealError);
      expect(opened(sealed.subarray(0, index)), String(index)).toThrow(SealError);
    }
    expect(opened(Buffer.concat([sealed, Buffer.of(0)]))).toThrow(SealError);
  });

  it('looks different every time, and says nothing in its error', () => {
    expect(key.seal('person.phone', '371082', phone).equals(sealed)).toBe(false);
    expect(sealed.includes(phone)).toBe(false);
    expect(() => key.open('person.phone', '371083', sealed)).toThrow(/^(?!.*\d{4})/);
  });
});

describe('a fingerprint', () => {
  it('is the same for the same text, kind and key, and for nothing else', () => {
    const own = key.fingerprint('phone', phone);
    expect(new Key(Buffer.from(testKey, 'base64')).fingerprint('phone', phone)).toEqual(own);
    const others = [
      key.fingerprint('idNumber', phone),
      key.fingerprint('phone', '10012345679'),
      keyOf(otherKey).fingerprint('phone', phone),
    ];
    for (const other of others) expect(other).not.toEqual(own);
  });

  it('of a phone is that of its digits, however it is written; one of fewer than four has none of its end', () => {
    giveTestKeys();
    const hashes = (text: string) => {
      const { phoneHash, phoneLast4Hash } = sealedPhone('371082', text);
      return [phoneHash, phoneLast4Hash].map((bytes) => bytes?.toString('hex'));
    };
    const plain = hashes('13800000001');
    for (const text of [
      '138 0000 0001',
      '138-0000-0001',
      '+86 13800000001',
      '008613800000001',
      '１３８ ００００ ０００１',
    ])
      expect(hashes(text), text).toEqual(plain);
    expect(phoneDigits('0631-8650001')).toBe('06318650001');
    expect(sealedPhone('371082', '119').phoneLast4Hash).toBeNull();
  });
});

describe('the keys', () => {
  const directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
  const settings = { dataDirectory: directory, sealKeys: null };
  afterAll(() => rmSync(directory, { recursive: true }));

  it('are made once, in a file that only its owner reads', () => {
    expect(keySource(settings)).toBeNull();
    makeKeyFile(keyFileOf(settings));
    expect(statSync(keyFileOf(settings)).mode & 0o777).toBe(0o600);
    const made = keySource(settings)?.().current.id;
    makeKeyFile(keyFileOf(settings));
    expect(keySource(settings)?.().current.id).toEqual(made);
  });

  it('are taken from the file again when it has changed, by a server that runs', async () => {
    const source = keySource(settings);
    const before = source?.().current.id;
    writeKeyFile(keyFileOf(settings), [otherKey, testKey]);
    utimesSync(keyFileOf(settings), new Date(), new Date(Date.now() + 5000));
    await wait(fileLookedAtEvery + 50);
    expect(source?.().current.id).toEqual(keyOf(otherKey).id);
    expect(source?.().keys).toHaveLength(2);
    expect(before).not.toEqual(keyOf(otherKey).id);
    expect(statSync(keyFileOf(settings)).mode & 0o777).toBe(0o600);
  });

  it('of the environment come before those of the file', () => {
    expect(keySource({ ...settings, sealKeys: [testKey] })?.().current.id).toEqual(key.id);
  });

  it('that are no keys are refused without being repeated', () => {
    expect(() => keySource({ ...settings, sealKeys: ['too short'] })).toThrow(/CUNTU_KEY is malformed/);
    expect(() => keySource({ ...settings, sealKeys: ['too short'] })).not.toThrow(/too short/);
    writeFileSync(keyFileOf(settings), '');
    expect(() => keySource(settings)).toThrow(/seal\.key is malformed/);
  });
});
