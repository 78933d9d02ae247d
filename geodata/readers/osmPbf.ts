import { inflateSync } from 'node:zlib';
import { parse } from 'osm-pbf-parser-node';
import { z } from 'zod';
import { type Input, truncatedFile } from './input.ts';
import type { OsmElement } from './osmElement.ts';
import { InputError } from './refusal.ts';

/** Blocks of a well-formed file stay below this; more means the framing is lost. */
const longestBlock = 64 << 20;

type Fields = Map<number, number | Buffer>;

/**
 * Reads the nodes, ways and relations of an OSM PBF file in batches, one block in memory at a time.
 * Throws InputError when the file is cut off, broken or packed by something else than zlib.
 */
export async function* readOsmPbf(input: Input): AsyncGenerator<OsmElement[]> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const piece of input.bytes()) {
    pending = pending.length === 0 ? piece : Buffer.concat([pending, piece]);
    while (true) {
      const block = takeBlock(pending, input.name);
      if (block === null) break;
      pending = block.rest;
      if (block.type === 'OSMData') yield elementsOf(block.content, input.name);
    }
  }
  if (pending.length > 0) throw truncatedFile(input.name);
}

/** One length, one header, one blob; null when more bytes are needed. */
function takeBlock(bytes: Buffer, name: string): { type: string; content: Buffer; rest: Buffer } | null {
  if (bytes.length < 4) return null;
  const headerEnd = 4 + bytes.readUInt32BE(0);
  if (headerEnd > 70_000) throw brokenPbf(name);
  if (bytes.length < headerEnd) return null;
  const header = fieldsOf(bytes.subarray(4, headerEnd), name);
  const type = header.get(1);
  const size = header.get(3);
  if (!Buffer.isBuffer(type) || typeof size !== 'number' || size > longestBlock) throw brokenPbf(name);
  const end = headerEnd + size;
  if (bytes.length < end) return null;
  return { type: type.toString('latin1'), content: bytes.subarray(headerEnd, end), rest: bytes.subarray(end) };
}

function elementsOf(blob: Buffer, name: string): OsmElement[] {
  const fields = fieldsOf(blob, name);
  const raw = fields.get(1);
  const zlib = fields.get(3);
  try {
    const content = Buffer.isBuffer(raw) ? raw : Buffer.isBuffer(zlib) ? inflateSync(zlib) : null;
    if (content) return parse(content, { withTags: true, withInfo: false }).flatMap(checked);
  } catch (cause) {
    throw brokenPbf(name, cause);
  }
  throw new InputError(
    'malformed',
    `文件 ${name} 的数据块不是 zlib 压缩；请用 osmium cat 转换后再导入。`,
    `${name} has blocks that are not packed by zlib: convert it with osmium cat first.`,
  );
}

/** The few message fields of the framing: lengths and bytes, no nesting. */
function fieldsOf(message: Buffer, name: string): Fields {
  const fields: Fields = new Map();
  let at = 0;
  const varint = () => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = message[at];
      if (byte === undefined || shift > 2 ** 56) throw brokenPbf(name);
      at += 1;
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const wire = tag & 7;
    if (wire !== 0 && wire !== 2) throw brokenPbf(name);
    const value = varint();
    if (wire === 0) {
      fields.set(tag >> 3, value);
      continue;
    }
    if (at + value > message.length) throw brokenPbf(name);
    fields.set(tag >> 3, message.subarray(at, at + value));
    at += value;
  }
  return fields;
}

const elementSchema = z.looseObject({ type: z.enum(['node', 'way', 'relation']) });

/** What the parser returns is typed as plain objects; its members follow from the type. */
function checked(value: object): OsmElement[] {
  const type = elementSchema.shape.type.safeParse('type' in value ? value.type : null);
  if (!type.success) return [];
  const element = value as OsmElement;
  element.tags = element.tags ?? null;
  if (element.type === 'node' && !(Math.abs(element.lon) <= 180 && Math.abs(element.lat) <= 90)) return [];
  return [element];
}

function brokenPbf(name: string, cause?: unknown): InputError {
  return new InputError(
    'malformed',
    `文件 ${name} 不是完好的 OSM PBF；请重新下载或导出。`,
    `${name} is not an intact OSM PBF file: download or export it again.`,
    { cause },
  );
}
