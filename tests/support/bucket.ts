import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Keys = { accessKeyId: string; secretAccessKey: string; region: string };
export type Signed = { method: string; path: string; headers: Record<string, string> };

const hex = (text: string | Buffer) => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/**
 * The signature that a request to S3 must bear, worked out from its parts by the description alone and with nothing of the
 * program or its libraries. Source: AWS, "Authenticating Requests: Using the Authorization Header (AWS Signature Version 4)".
 */
export function signatureOf(
  { method, path, headers }: Signed,
  signedHeaders: string[],
  scope: string,
  secret: string,
): string {
  const [date = '', region = '', service = ''] = scope.split('/');
  const [file = '', query = ''] = path.split('?');
  const canonical = [
    method,
    file,
    query.split('&').filter(Boolean).sort().join('&'),
    ...signedHeaders.map((name) => `${name}:${(headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    signedHeaders.join(';'),
    headers['x-amz-content-sha256'] ?? '',
  ].join('\n');
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'] ?? '', scope, hex(canonical)].join('\n');
  const signing = [region, service, 'aws4_request'].reduce(keyed, keyed(`AWS4${secret}`, date));
  return createHmac('sha256', signing).update(text).digest('hex');
}

export type TestBucket = Keys & {
  bucketUrl: string;
  objects: Map<string, { bytes: Buffer; type: string }>;
  /** Codes of refusals, the latest last. */
  refused: string[];
  close(): Promise<void>;
};

/** A bucket that speaks as much of S3 as keeping photographs takes, and refuses what is not signed by its keys. */
export async function openBucket(
  keys: Keys = { accessKeyId: 'AKTEST', secretAccessKey: 'secret/+test', region: 'cn-test-1' },
): Promise<TestBucket> {
  const objects: TestBucket['objects'] = new Map();
  const refused: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const fault = faultOf(request, body, keys);
    if (fault) {
      refused.push(fault);
      return answer(response, 403, fault);
    }
    const key = decodeURIComponent((request.url ?? '').replace(/^\/photos\//, ''));
    if (request.method === 'PUT') {
      objects.set(key, { bytes: body, type: String(request.headers['content-type']) });
      return answer(response, 200);
    }
    if (request.method === 'DELETE') {
      objects.delete(key);
      return answer(response, 204);
    }
    const found = request.method === 'GET' ? objects.get(key) : undefined;
    if (!found) return answer(response, request.method === 'GET' ? 404 : 405, 'NoSuchKey');
    response.writeHead(200, { 'content-type': found.type }).end(found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () => new Promise<void>((resolve) => void server.close(() => resolve()));
  return { ...keys, bucketUrl: `http://127.0.0.1:${port}/photos`, objects, refused, close };
}

function answer(response: ServerResponse, status: number, code = ''): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(code === '' ? '' : `<Error><Code>${code}</Code></Error>`);
}

/** What is wrong with a request; null when its signature, its time and its content are as they must be. */
function faultOf(
  request: IncomingMessage,
  body: Buffer,
  { accessKeyId, secretAccessKey, region }: Keys,
): string | null {
  const said = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    request.headers.authorization ?? '',
  );
  if (!said) return 'AccessDenied';
  const [, id, scope = '', names = '', signature = ''] = said;
  if (id !== accessKeyId) return 'InvalidAccessKeyId';
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const moment = headers['x-amz-date'] ?? '';
  const iso = moment.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z');
  if (!(Math.abs(Date.now() - Date.parse(iso)) < 900_000)) return 'RequestTimeTooSkewed';
  if (scope !== `${moment.slice(0, 8)}/${region}/s3/aws4_request`) return 'AuthorizationHeaderMalformed';
  const signedHeaders = names.split(';');
  if (!signedHeaders.includes('host')) return 'AccessDenied';
  const wanted = signatureOf(
    { method: request.method ?? '', path: request.url ?? '', headers },
    signedHeaders,
    scope,
    secretAccessKey,
  );
  if (!timingSafeEqual(Buffer.from(wanted), Buffer.from(signature))) return 'SignatureDoesNotMatch';
  const content = headers['x-amz-content-sha256'];
  return content === hex(body) ? null : 'XAmzContentSHA256Mismatch';
}
