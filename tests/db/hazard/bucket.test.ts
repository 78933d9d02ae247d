import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPhotoStore } from '../../../server/photos/store.ts';
import { openTestApp } from '../../support/app.ts';
import { openBucket, signatureOf, type TestBucket } from '../../support/bucket.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { askingAs, signIn } from '../../support/signIn.ts';

let bucket: TestBucket;
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';

beforeAll(async () => {
  bucket = await openBucket();
  test = await openTestDatabase({ demo: true });
  const { bucketUrl, accessKeyId, secretAccessKey, region } = bucket;
  const photos = { kind: 's3' as const, bucketUrl, accessKeyId, secretAccessKey, region };
  ({ app } = await openTestApp(test.database, { settings: { photos } }));
  cookie = await signIn(test.database, 'reporter');
});
afterAll(async () => {
  await app?.close();
  await test?.close();
  await bucket?.close();
});

const key = '371082/ab/aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee-full.jpg';
const place = (more: object = {}) => {
  const { bucketUrl, accessKeyId, secretAccessKey, region } = bucket;
  return { kind: 's3' as const, bucketUrl, accessKeyId, secretAccessKey, region, ...more };
};

describe('a bucket that speaks S3', () => {
  it('is checked by signatures as the example of the description has them', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    const headers = {
      host: 'examplebucket.s3.amazonaws.com',
      range: 'bytes=0-9',
      'x-amz-content-sha256': empty,
      'x-amz-date': '20130524T000000Z',
    };
    const signature = signatureOf(
      { method: 'GET', path: '/test.txt', headers },
      Object.keys(headers),
      '20130524/us-east-1/s3/aws4_request',
      'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    );
    expect(signature).toBe('f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41');
  });

  it('keeps what it is given whole under its key, and knows what it has not', async () => {
    const store = openPhotoStore(place());
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, at) => at % 256));
    await store.put(key, bytes);
    expect(bucket.objects.get(key)).toEqual({ bytes, type: 'image/jpeg' });
    expect(await store.get(key)).toEqual(bytes);
    expect(await store.get(key.replace('full', 'small'))).toBeNull();
    expect(await openPhotoStore(place({ bucketUrl: `${bucket.bucketUrl}/` })).get(key)).toEqual(bytes);
    await store.remove(key);
    expect(await store.get(key)).toBeNull();
    await store.remove(key);
  });

  it.each([
    ['another secret', { secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['another account', { accessKeyId: 'AKOTHER' }, 'InvalidAccessKeyId'],
    ['another region', { region: 'us-east-1' }, 'AuthorizationHeaderMalformed'],
  ])('refuses %s, and the program says so instead of losing the photograph', async (_, more, code) => {
    const store = openPhotoStore(place(more));
    await expect(store.put(key, Buffer.from('x'))).rejects.toThrow('403');
    await expect(store.get(key)).rejects.toThrow('403');
    await expect(store.remove(key)).rejects.toThrow('403');
    expect(bucket.refused.slice(-3)).toEqual([code, code, code]);
  });

  it('holds the photographs that are sent in, small and large, and gives them out again', async () => {
    const jpeg = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#3366cc' } })
      .jpeg()
      .toBuffer();
    const before = bucket.objects.size;
    const boundary = 'cuntu-test-boundary';
    const payload = Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n`),
      jpeg,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    const sent = await askingAs(app, cookie)({ method: 'POST', url: '/photos/371082', payload, headers });
    expect(sent.statusCode).toBe(200);
    expect(bucket.objects.size).toBe(before + 2);
    const shown = await askingAs(app, cookie)({ url: `/photos/371082/${sent.json().id}/small` });
    expect((await sharp(shown.rawPayload).metadata()).width).toBe(400);
    const [row] = await test.database.execute<{ key: string }>(
      sql`select key from hazard_photo order by id desc limit 1`,
    );
    expect([...bucket.objects.keys()]).toContain(`${row?.key}-full.jpg`);
  });
});
