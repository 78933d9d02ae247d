import { detectEncoding, type Encoding } from './encoding.ts';
import type { Input } from './input.ts';
import { InputError } from './refusal.ts';

/** Encodings of a table beside a shapefile; the last two only where the file itself says so. */
export type TableEncoding = Encoding | 'big5' | 'windows-1252';

/** A dBase table: what its columns are called, and its rows. A row that was deleted is null. */
export type Dbase = { encoding: TableEncoding; rows: (Record<string, string | number> | null)[] };

type Field = { name: Buffer; type: string; start: number; length: number };

const headSize = 32;
/** What a `.cpg` may say, without case, spaces and punctuation. */
const pages: [RegExp, TableEncoding][] = [
  [/^(utf8|65001)$/, 'utf-8'],
  [/^(ansi|cp|oem)?(936|gbk|gb2312|gb18030|54936)$/, 'gb18030'],
  [/^(ansi|cp|oem)?(950|big5)$/, 'big5'],
  [/^(ansi|cp|windows)?(1252|iso88591|88591|latin1)$/, 'windows-1252'],
];
/** The language driver in the head of the table: 936 and 950 are the Chinese code pages. */
const drivers: Record<number, TableEncoding> = { 77: 'gb18030', 122: 'gb18030', 79: 'big5', 120: 'big5' };

/**
 * Reads the table of a shapefile. Its encoding is what `.cpg` says, else its language driver, else what its bytes look like.
 * Source: dBase File Format, dbase.com. Throws InputError when it is cut off or in another encoding than it says.
 */
export async function readDbase(name: string, bytes: Buffer, cpg: string | null): Promise<Dbase> {
  const records = bytes.length < headSize + 1 ? 0 : bytes.readUInt32LE(4);
  const [bodyStart, rowSize] = bytes.length < headSize + 1 ? [0, 0] : [bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
  if (bodyStart < headSize + 1 || bodyStart + records * rowSize > bytes.length) {
    throw new InputError(
      'truncated',
      `文件 ${name} 不完整；请重新导出整套 Shapefile。`,
      `${name} ends in the middle: export the whole shapefile again.`,
    );
  }
  const fields = fieldsOf(bytes, bodyStart);
  const encoding = await encodingOf(name, bytes, cpg, fields);
  const decoder = new TextDecoder(encoding);
  const text = (part: Buffer) => decoder.decode(part).replaceAll('\0', '').trim();
  const names = fields.map((field) => text(field.name));
  const rows = Array.from({ length: records }, (_, index) => {
    const start = bodyStart + index * rowSize;
    if (bytes[start] === 0x2a) return null;
    const row: Record<string, string | number> = {};
    for (const [column, { type, start: offset, length }] of fields.entries()) {
      const value = readValue(type, text(bytes.subarray(start + offset, start + offset + length)));
      if (value !== null) row[names[column] ?? ''] = value;
    }
    return row;
  });
  return { encoding, rows };
}

function fieldsOf(bytes: Buffer, bodyStart: number): Field[] {
  const fields: Field[] = [];
  let start = 1;
  for (let at = headSize; at + headSize <= bodyStart && bytes[at] !== 0x0d; at += headSize) {
    const end = bytes.indexOf(0, at);
    const length = bytes[at + 16] ?? 0;
    fields.push({
      name: bytes.subarray(at, end < at || end > at + 11 ? at + 11 : end),
      type: String.fromCharCode(bytes[at + 11] ?? 0x43),
      start,
      length,
    });
    start += length;
  }
  return fields;
}

function readValue(type: string, text: string): string | number | null {
  if (text === '' || /^\*+$/.test(text)) return null;
  if (type === 'N' || type === 'F') return Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'D') return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : null;
  return text;
}

async function encodingOf(name: string, bytes: Buffer, cpg: string | null, fields: Field[]): Promise<TableEncoding> {
  const said = cpg === null ? null : pageOf(name, cpg);
  const encoding = said ?? drivers[bytes[29] ?? 0];
  if (encoding === undefined) return detected(name, bytes, fields);
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(bytes.readUInt16LE(8)));
  } catch (cause) {
    const [zh, en] = said === null ? ['表头', 'its head'] : ['.cpg', 'the .cpg'];
    throw new InputError(
      'wrongEncoding',
      `文件 ${name} 的${zh}说编码是 ${encoding}，内容却不是；请改正 .cpg 文件（写 GBK、BIG5 或 UTF-8）后再导入。`,
      `${name} is not in ${encoding}, as ${en} says: put the right one (GBK, BIG5 or UTF-8) into the .cpg file first.`,
      { cause },
    );
  }
  return encoding;
}

function pageOf(name: string, cpg: string): TableEncoding {
  const word = cpg.toLowerCase().replace(/[^a-z0-9]/g, '');
  const found = pages.find(([pattern]) => pattern.test(word));
  if (found) return found[1];
  throw new InputError(
    'wrongEncoding',
    `文件 ${name} 旁的 .cpg 写的编码 ${cpg.trim().slice(0, 40)} 不认识；请改为 UTF-8、GBK 或 BIG5。`,
    `The .cpg beside ${name} names an unknown encoding, ${cpg.trim().slice(0, 40)}: write UTF-8, GBK or BIG5.`,
  );
}

/** Texts alone tell: the rest of the table is numbers and flags. */
async function detected(name: string, bytes: Buffer, fields: Field[]): Promise<TableEncoding> {
  const [records, bodyStart, rowSize] = [bytes.readUInt32LE(4), bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
  const texts = fields.filter(({ type }) => type === 'C');
  async function* pieces(): AsyncGenerator<Buffer> {
    for (const field of fields) yield Buffer.concat([field.name, Buffer.from(' ')]);
    for (let row = 0; row < records; row++) {
      const start = bodyStart + row * rowSize;
      // What is cut off in the middle of a character must not begin the next one.
      for (const { start: offset, length } of texts) {
        yield Buffer.concat([bytes.subarray(start + offset, start + offset + length), Buffer.from(' ')]);
      }
    }
  }
  const input: Pick<Input, 'name' | 'bytes'> = { name, bytes: pieces };
  try {
    return await detectEncoding(input);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(
      'wrongEncoding',
      `文件 ${name} 没有 .cpg，编码既不像 UTF-8 也不像 GBK；请在旁边放一个同名 .cpg 文件，写明编码（例如 BIG5）。`,
      `${name} has no .cpg and looks neither like UTF-8 nor like GBK: put a .cpg of the same name beside it that says the encoding (such as BIG5).`,
      { cause: error },
    );
  }
}
