import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../server/settings.ts';

test('without any variable the server is for this machine only, on its own database', () => {
  expect(readSettings({ DATABASE_URL: '', PORT: ' ' })).toEqual({
    port: 8080,
    host: '127.0.0.1',
    databaseUrl: null,
    logDays: 180,
    sealKeys: null,
    dataDirectory: resolve('data'),
    basemap: null,
    basemapFile: null,
    publicUrl: null,
    trustProxy: 'loopback',
    secret: null,
    sessionHours: 8,
    identityProvider: null,
    photos: { kind: 'disk', directory: resolve('data/photos') },
  });
});

test('photographs go to the bucket that is named, with the keys to it', () => {
  const bucket = { CUNTU_S3_URL: 'https://oss.example.cn/cuntu', CUNTU_S3_KEY: 'id', CUNTU_S3_SECRET: 'secret' };
  expect(readSettings(bucket).photos).toMatchObject({ kind: 's3', bucketUrl: bucket.CUNTU_S3_URL, accessKeyId: 'id' });
  expect(() => readSettings({ CUNTU_S3_URL: bucket.CUNTU_S3_URL })).toThrow(/CUNTU_S3_KEY/);
});

test('logs are kept for the days that are asked for, and never shorter than the law allows', () => {
  expect(readSettings({ CUNTU_LOG_DAYS: '365' }).logDays).toBe(365);
  for (const days of ['179', '200.5', 'long']) {
    expect(() => readSettings({ CUNTU_LOG_DAYS: days })).toThrow(/CUNTU_LOG_DAYS=.*180/);
  }
});

test('the key that seals comes first, the older ones after it', () => {
  expect(readSettings({ CUNTU_KEY: 'new', CUNTU_KEY_OLD: 'old, older' }).sealKeys).toEqual(['new', 'old', 'older']);
});

test('the address, the proxies and the identity provider are taken as given', () => {
  expect(
    readSettings({
      CUNTU_PUBLIC_URL: 'https://map.example.cn/',
      CUNTU_TRUST_PROXY: '10.0.0.1',
      CUNTU_SESSION_HOURS: '2',
      CUNTU_OIDC_ISSUER: 'https://id.example.cn',
      CUNTU_OIDC_CLIENT_ID: 'cuntu',
      CUNTU_OIDC_CLIENT_SECRET: 'secret',
    }),
  ).toMatchObject({
    publicUrl: 'https://map.example.cn',
    trustProxy: '10.0.0.1',
    sessionHours: 2,
    identityProvider: { issuer: 'https://id.example.cn', clientId: 'cuntu', clientSecret: 'secret' },
  });
  expect(readSettings({ CUNTU_TRUST_PROXY: 'all' }).trustProxy).toBe(true);
  expect(readSettings({ CUNTU_TRUST_PROXY: 'none' }).trustProxy).toBe(false);
});

test.each([
  { PORT: 'eighty' },
  { CUNTU_PUBLIC_URL: 'map.example.cn' },
  { CUNTU_SESSION_HOURS: '0' },
  { CUNTU_OIDC_ISSUER: 'https://id.example.cn' },
])('%o is refused by its name', (environment) => {
  expect(() => readSettings(environment)).toThrow(Object.keys(environment)[0]);
});

test('a secret that is too short is refused without being repeated', () => {
  expect(() => readSettings({ CUNTU_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2).*CUNTU_SECRET/s);
});

describe('a basemap', () => {
  const basemap = (CUNTU_BASEMAP: string) => readSettings({ CUNTU_BASEMAP, CUNTU_BASEMAP_ATTRIBUTION: '© 来源' });

  test('of tiles by coordinates is taken as it is', () => {
    const url = 'https://tiles.example/{z}/{x}/{y}.png';
    expect(basemap(url).basemap).toEqual({ kind: 'xyz', url, attribution: '© 来源', maxZoom: 18 });
  });

  test('of Tianditu is a key, with its own attribution unless another is given', () => {
    expect(basemap('tianditu:0a1b2c').basemap).toEqual({ kind: 'tianditu', key: '0a1b2c', attribution: '© 来源' });
    expect(readSettings({ CUNTU_BASEMAP: 'tianditu:0a1b2c' }).basemap?.attribution).toBe('© 天地图');
  });

  test('of PMTiles is a file that the server gives out, or an address that it does not', () => {
    const directory = mkdtempSync(join(tmpdir(), 'cuntu-test-'));
    const file = join(directory, 'china.pmtiles');
    writeFileSync(file, '');
    expect(basemap(`pmtiles:${file}`)).toMatchObject({
      basemap: { kind: 'pmtiles', url: '/basemap.pmtiles' },
      basemapFile: file,
    });
    expect(basemap('pmtiles:https://maps.example/china.pmtiles')).toMatchObject({
      basemap: { kind: 'pmtiles', url: 'https://maps.example/china.pmtiles' },
      basemapFile: null,
    });
    rmSync(directory, { recursive: true });
  });

  test.each(['tianditu:', 'pmtiles:', 'https://tiles.example/{z}/{x}.png', 'tiles'])('%s is refused', (text) => {
    expect(() => basemap(text)).toThrow(/CUNTU_BASEMAP/);
  });
});
