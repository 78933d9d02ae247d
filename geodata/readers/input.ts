import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { InputError } from './refusal.ts';

export const formats = ['osmXml', 'osmPbf', 'json', 'table', 'xlsx', 'shapefile'] as const;
export type Format = (typeof formats)[number];

/** A file to read: what its content says it is, and its bytes after any gzip is undone. */
export type Input = {
  path: string;
  /** Without directories. */
  name: string;
  format: Format;
  compressed: boolean;
  /** On disk, before any gzip is undone. */
  size: number;
  /** The content from its beginning, in pieces; each call reads the file anew. Throws InputError when the gzip is cut off. */
  bytes(): AsyncGenerator<Buffer>;
};

/** Larger pieces outlive the garbage collector's young generation once they are parsed, which costs a fifth of the reading. */
const pieceSize = 1 << 18;
const headSize = 64 << 10;

/** Looks at a file and tells its format by its content, not by its name. Throws InputError when it is missing or empty. */
export async function openInput(path: string): Promise<Input> {
  const name = basename(path);
  const size = await sizeOf(path, name);
  if (/\.(dbf|shx|prj|cpg|sbn|sbx)$/i.test(name)) throw partOfShapefile(name);
  const raw = await firstBytes(path);
  const compressed = raw[0] === 0x1f && raw[1] === 0x8b;
  const bytes = () => readPieces(path, name, compressed);
  let head = raw;
  if (compressed) {
    const first = await bytes().next();
    head = first.value ?? Buffer.alloc(0);
  }
  if (head.length === 0 || head.toString('latin1').trim() === '') throw emptyFile(name);
  const format = isZip(head) && (await holdsShapefile(path, size)) ? 'shapefile' : formatOf(head);
  return { path, name, format, compressed, size, bytes };
}

/** SHA-256 of the file as it lies on the disk, in hexadecimal. */
export async function fingerprint(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: pieceSize }), hash);
  return hash.digest('hex');
}

export function emptyFile(name: string): InputError {
  return new InputError(
    'empty',
    `文件 ${name} 是空的，没有可导入的内容。`,
    `${name} is empty: there is nothing to import.`,
  );
}

export function truncatedFile(name: string, cause?: unknown): InputError {
  return new InputError(
    'truncated',
    `文件 ${name} 不完整，在中途断掉了；请重新下载或导出后再导入。`,
    `${name} ends in the middle: download or export it again, then import it.`,
    { cause },
  );
}

async function sizeOf(path: string, name: string): Promise<number> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) {
    throw new InputError(
      'missing',
      found ? `${path} 不是文件；请给出要导入的文件路径。` : `找不到文件 ${path}；请核对路径。`,
      found
        ? `${path} is not a file: give the path of the file to import.`
        : `There is no file ${path}: check the path.`,
    );
  }
  if (found.size === 0) throw emptyFile(name);
  return found.size;
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(headSize);
    const { bytesRead } = await file.read(buffer, 0, headSize, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* readPieces(path: string, name: string, compressed: boolean): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: pieceSize });
  if (!compressed) {
    yield* file;
    return;
  }
  const gunzip = createGunzip({ chunkSize: pieceSize });
  file.on('error', (error) => gunzip.destroy(error));
  try {
    yield* file.pipe(gunzip);
  } catch (error) {
    throw truncatedFile(name, error);
  } finally {
    file.destroy();
  }
}

function isZip(head: Buffer): boolean {
  return head[0] === 0x50 && head[1] === 0x4b;
}

/** A zip lists its files at its end, each name after 46 bytes. */
async function holdsShapefile(path: string, size: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const tail = Buffer.alloc(Math.min(size, 1 << 20));
    await file.read(tail, 0, tail.length, size - tail.length);
    for (let at = tail.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = tail.indexOf('PK\x01\x02', at + 4, 'latin1')) {
      if (at + 46 > tail.length) return false;
      const name = tail.toString('latin1', at + 46, at + 46 + tail.readUInt16LE(at + 28));
      if (/\.shp$/i.test(name)) return true;
    }
    return false;
  } finally {
    await file.close();
  }
}

function partOfShapefile(name: string): InputError {
  return new InputError(
    'wrongFormat',
    `文件 ${name} 只是 Shapefile 的一部分；请给出同名的 .shp，其余文件放在一起即可。`,
    `${name} is only a part of a shapefile: give the .shp of the same name, with the others beside it.`,
  );
}

function formatOf(head: Buffer): Format {
  if (isZip(head)) return 'xlsx';
  if (head.length >= 4 && head.readInt32BE(0) === 9994) return 'shapefile';
  if (head.subarray(0, 32).includes('OSMHeader', 0, 'latin1')) return 'osmPbf';
  const text = head
    .toString('latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart();
  if (/^<(\?xml|!--|osm\b)/.test(text)) return 'osmXml';
  // A table may begin with a bracket too, but not with one that is followed by a quoted name and a colon.
  if (/^\{\s*("|\})/.test(text) || /^\[\s*(\{|\])/.test(text)) return 'json';
  return 'table';
}
