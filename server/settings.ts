import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { shortestLogDays } from '../shared/audit.ts';
import type { Basemap } from '../shared/map.ts';
import type { PhotoPlace } from './photos/settings.ts';
import { Refusal } from './refusal.ts';

export type Settings = {
  port: number;
  host: string;
  /** Address of a PostgreSQL; null for the embedded database. */
  databaseUrl: string | null;
  /** Days that the logs of writes and of reads are kept. */
  logDays: number;
  /** Keys that personal numbers are sealed by, in base64, the current one first; null for the key file in the data directory. */
  sealKeys: string[] | null;
  /** Absolute path of the directory of everything the embedded database keeps. */
  dataDirectory: string;
  basemap: Basemap | null;
  /** Absolute path of the PMTiles file served as `/basemap.pmtiles`; null when the basemap is elsewhere or none. */
  basemapFile: string | null;
  /** Origin under which browsers reach the server, such as `https://map.example.cn`; null when it is told by the request. */
  publicUrl: string | null;
  /** Which proxies are believed about where a request comes from: none, all, or those with the listed addresses. */
  trustProxy: boolean | string;
  /** What cookies are signed with; null for a key file in the data directory. */
  secret: string | null;
  /** Hours without use after which a session ends. */
  sessionHours: number;
  identityProvider: IdentityProvider | null;
  photos: PhotoPlace;
};

/** An OpenID Connect provider that accounts may sign in at. */
export type IdentityProvider = { issuer: string; clientId: string; clientSecret: string; name: string };

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  // Passwords would cross a network in the clear: others come in through a proxy that speaks HTTPS.
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: z.string().min(1).optional(),
  CUNTU_KEY: z.string().optional(),
  CUNTU_KEY_OLD: z.string().default(''),
  CUNTU_DATA: z.string().min(1).default('data'),
  CUNTU_LOG_DAYS: z.coerce.number().int().min(shortestLogDays).default(shortestLogDays),
  CUNTU_BASEMAP: z.string().min(1).optional(),
  CUNTU_BASEMAP_ATTRIBUTION: z.string().default(''),
  CUNTU_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  CUNTU_TRUST_PROXY: z.string().default('loopback'),
  CUNTU_SECRET: z.string().min(32).optional(),
  CUNTU_SESSION_HOURS: z.coerce.number().min(0.1).max(720).default(8),
  CUNTU_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  CUNTU_S3_KEY: z.string().default(''),
  CUNTU_S3_SECRET: z.string().default(''),
  CUNTU_S3_REGION: z.string().default('us-east-1'),
  CUNTU_OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  CUNTU_OIDC_CLIENT_ID: z.string().default(''),
  CUNTU_OIDC_CLIENT_SECRET: z.string().default(''),
  CUNTU_OIDC_NAME: z.string().default('统一身份认证'),
});

/** What each setting that can be wrong should be, in both languages. */
const expected: Record<string, [chinese: string, english: string]> = {
  PORT: ['端口应为 0 到 65535 的整数', 'a port is a whole number from 0 to 65535'],
  CUNTU_LOG_DAYS: [
    `日志至少保留 ${shortestLogDays} 天，应为整数`,
    `logs are kept for a whole number of days, ${shortestLogDays} at least`,
  ],
  CUNTU_PUBLIC_URL: ['应为 https://… 的网址', 'it should be an address such as https://map.example.cn'],
  CUNTU_SECRET: ['密钥至少 32 个字符', 'the secret needs at least 32 characters'],
  CUNTU_SESSION_HOURS: ['应为 0.1 到 720 之间的小时数', 'it should be a number of hours from 0.1 to 720'],
  CUNTU_S3_URL: ['应为存储桶的网址', 'it should be the address of a bucket'],
  CUNTU_OIDC_ISSUER: ['应为身份认证服务的网址', 'it should be the address of the identity provider'],
};

/** Reads the settings from environment variables; an empty one counts as absent. Throws Refusal naming the bad one. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success) {
    const name = String(parsed.error.issues[0]?.path[0]);
    const [chinese, english] = expected[name] ?? ['内容不合要求', 'it cannot be read'];
    // A secret is not repeated on the screen.
    const shown = name.includes('SECRET') ? '' : `=${environment[name]}`;
    throw new Refusal(`环境变量 ${name}${shown} 无效：${chinese}。`, `${name}${shown} is not valid: ${english}.`);
  }
  const values = parsed.data;
  if (values.DATABASE_URL) checkDatabaseUrl(values.DATABASE_URL);
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL ?? null,
    logDays: values.CUNTU_LOG_DAYS,
    sealKeys: values.CUNTU_KEY ? [values.CUNTU_KEY, ...values.CUNTU_KEY_OLD.split(/[\s,]+/).filter(Boolean)] : null,
    dataDirectory: resolve(values.CUNTU_DATA),
    ...readBasemap(values.CUNTU_BASEMAP, values.CUNTU_BASEMAP_ATTRIBUTION),
    publicUrl: values.CUNTU_PUBLIC_URL ? new URL(values.CUNTU_PUBLIC_URL).origin : null,
    trustProxy: readTrustProxy(values.CUNTU_TRUST_PROXY),
    secret: values.CUNTU_SECRET ?? null,
    sessionHours: values.CUNTU_SESSION_HOURS,
    identityProvider: readIdentityProvider(values),
    photos: readPhotoPlace(values),
  };
}

/** A proxy on the same machine is believed, since nobody else comes from there; `none` believes nobody, `all` everybody. */
function readTrustProxy(text: string): boolean | string {
  return text === 'none' ? false : text === 'all' || text;
}

function readIdentityProvider(values: z.infer<typeof environmentSchema>): IdentityProvider | null {
  const { CUNTU_OIDC_ISSUER: issuer, CUNTU_OIDC_CLIENT_ID: clientId, CUNTU_OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined) return null;
  if (clientId !== '' && clientSecret !== '') return { issuer, clientId, clientSecret, name: values.CUNTU_OIDC_NAME };
  throw new Refusal(
    '设置了 CUNTU_OIDC_ISSUER，还需要 CUNTU_OIDC_CLIENT_ID 和 CUNTU_OIDC_CLIENT_SECRET。',
    'CUNTU_OIDC_ISSUER also needs CUNTU_OIDC_CLIENT_ID and CUNTU_OIDC_CLIENT_SECRET.',
  );
}

/** Photographs lie in the data directory, which no web server serves, or in a bucket where one is named. */
function readPhotoPlace(values: z.infer<typeof environmentSchema>): PhotoPlace {
  const { CUNTU_S3_URL: bucketUrl, CUNTU_S3_KEY: accessKeyId, CUNTU_S3_SECRET: secretAccessKey } = values;
  if (bucketUrl === undefined) return { kind: 'disk', directory: join(resolve(values.CUNTU_DATA), 'photos') };
  if (accessKeyId === '' || secretAccessKey === '') {
    throw new Refusal(
      '设置了 CUNTU_S3_URL，还需要 CUNTU_S3_KEY 和 CUNTU_S3_SECRET。',
      'CUNTU_S3_URL also needs CUNTU_S3_KEY and CUNTU_S3_SECRET.',
    );
  }
  return { kind: 's3', bucketUrl, accessKeyId, secretAccessKey, region: values.CUNTU_S3_REGION };
}

/** The address itself is never repeated in the sentence: it may hold a password. */
function checkDatabaseUrl(url: string): void {
  if (/^postgres(ql)?:\/\//.test(url) && URL.canParse(url) && new URL(url).pathname.length > 1) return;
  throw new Refusal(
    'DATABASE_URL 格式不对，应为 postgres://用户:密码@主机:5432/数据库名（密码中的特殊字符要用 %XX 转义）。',
    'DATABASE_URL is malformed; it should read postgres://user:password@host:5432/database (special characters in the password as %XX).',
  );
}

type BasemapSettings = Pick<Settings, 'basemap' | 'basemapFile'>;

function readBasemap(text: string | undefined, attribution: string): BasemapSettings {
  if (text === undefined) return { basemap: null, basemapFile: null };
  const tianditu = /^tianditu:([0-9A-Za-z]+)$/.exec(text);
  if (tianditu?.[1]) {
    const basemap: Basemap = { kind: 'tianditu', key: tianditu[1], attribution: attribution || '© 天地图' };
    return { basemap, basemapFile: null };
  }
  if (text.startsWith('pmtiles:')) return readPmtiles(text.slice('pmtiles:'.length), attribution);
  if (/^https?:\/\//.test(text) && URL.canParse(text) && ['{z}', '{x}', '{y}'].every((part) => text.includes(part))) {
    return { basemap: { kind: 'xyz', url: text, attribution, maxZoom: 18 }, basemapFile: null };
  }
  throw new Refusal(
    'CUNTU_BASEMAP 格式不对，应为 https://…/{z}/{x}/{y}.png、pmtiles:文件或网址、tianditu:密钥 三者之一。',
    'CUNTU_BASEMAP is malformed; it should be https://…/{z}/{x}/{y}.png, pmtiles:FILE-or-URL or tianditu:KEY.',
  );
}

function readPmtiles(place: string, attribution: string): BasemapSettings {
  if (/^https?:\/\//.test(place) && URL.canParse(place)) {
    return { basemap: { kind: 'pmtiles', url: place, attribution }, basemapFile: null };
  }
  const file = resolve(place);
  if (place !== '' && existsSync(file)) {
    return { basemap: { kind: 'pmtiles', url: '/basemap.pmtiles', attribution }, basemapFile: file };
  }
  throw new Refusal(
    `CUNTU_BASEMAP 指定的底图文件不存在：${place || '（空）'}。请核对路径。`,
    `The basemap file named by CUNTU_BASEMAP does not exist: ${place || '(empty)'}. Check the path.`,
  );
}
