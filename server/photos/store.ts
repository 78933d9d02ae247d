import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AwsClient } from 'aws4fetch';
import type { PhotoPlace } from './settings.ts';

/** Keeps the bytes of photographs under keys that tell nothing. */
export type PhotoStore = {
  put(key: string, bytes: Buffer): Promise<void>;
  get(key: string): Promise<Buffer | null>;
  /** What is not there is removed already. */
  remove(key: string): Promise<void>;
};

/** Keys are made here and nowhere else, so that none ever leads out of the directory. */
const keyForm = /^[0-9]{6}\/[0-9a-f]{2}\/[0-9a-f-]{36}-(full|small)\.jpg$/;

export function openPhotoStore(place: PhotoPlace): PhotoStore {
  return place.kind === 'disk' ? onDisk(place.directory) : inBucket(place);
}

function onDisk(directory: string): PhotoStore {
  return {
    async put(key, bytes) {
      const path = join(directory, checked(key));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // Whole or not at all, whenever the machine stops.
      await writeFile(`${path}.part`, bytes, { mode: 0o600 });
      await rename(`${path}.part`, path);
    },
    async get(key) {
      return readFile(join(directory, checked(key))).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
    },
    async remove(key) {
      await rm(join(directory, checked(key)), { force: true });
    },
  };
}

function inBucket({
  bucketUrl,
  accessKeyId,
  secretAccessKey,
  region,
}: Extract<PhotoPlace, { kind: 's3' }>): PhotoStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 });
  const address = (key: string) => `${bucketUrl.replace(/\/$/, '')}/${checked(key)}`;
  return {
    async put(key, bytes) {
      const response = await client.fetch(address(key), {
        method: 'PUT',
        body: new Uint8Array(bytes),
        // The signature covers the bytes too, so that nothing on the way can put others in their place.
        headers: { 'content-type': 'image/jpeg', 'x-amz-content-sha256': digest(bytes) },
      });
      if (!response.ok) throw new Error(`the photo store answered ${response.status}`);
    },
    async get(key) {
      const response = await client.fetch(address(key), { headers: { 'x-amz-content-sha256': digest('') } });
      if (response.status === 404) return null;
      if (!response.ok) throw new Error(`the photo store answered ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },
    async remove(key) {
      const response = await client.fetch(address(key), {
        method: 'DELETE',
        headers: { 'x-amz-content-sha256': digest('') },
      });
      if (!response.ok && response.status !== 404) throw new Error(`the photo store answered ${response.status}`);
    },
  };
}

function digest(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function checked(key: string): string {
  if (!keyForm.test(key)) throw new Error('a photo has a key of another form');
  return key;
}
