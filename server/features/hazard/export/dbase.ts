import type { Cell } from './table.ts';

/** A text of dBase holds this many bytes; longer ones are cut between characters. */
const longest = 254;
const headSize = 32;

/** A dBase III table of texts in UTF-8, every column as wide as its longest text. */
export function dbaseOf(names: readonly string[], rows: readonly (readonly Cell[])[]): Buffer {
  const texts = rows.map((row) => row.map((cell) => bytesOf(cell)));
  const widths = names.map((_, column) => Math.max(1, ...texts.map((row) => row[column]?.length ?? 0)));
  const rowSize = 1 + widths.reduce((sum, width) => sum + width, 0);
  const bodyStart = headSize + headSize * names.length + 1;
  const buffer = Buffer.alloc(bodyStart + rowSize * rows.length + 1, 0x20);
  buffer.fill(0, 0, bodyStart);
  buffer.writeUInt8(3, 0);
  const today = new Date();
  buffer.set([today.getUTCFullYear() - 1900, today.getUTCMonth() + 1, today.getUTCDate()], 1);
  buffer.writeUInt32LE(rows.length, 4);
  buffer.writeUInt16LE(bodyStart, 8);
  buffer.writeUInt16LE(rowSize, 10);
  for (const [column, name] of names.entries()) {
    const at = headSize + headSize * column;
    buffer.write(name.slice(0, 10), at, 'ascii');
    buffer.write('C', at + 11, 'ascii');
    buffer.writeUInt8(widths[column] ?? 1, at + 16);
  }
  buffer.writeUInt8(0x0d, bodyStart - 1);
  for (const [index, row] of texts.entries()) {
    let at = bodyStart + rowSize * index + 1;
    for (const [column, text] of row.entries()) {
      buffer.set(text, at);
      at += widths[column] ?? 1;
    }
  }
  buffer.writeUInt8(0x1a, buffer.length - 1);
  return buffer;
}

function bytesOf(cell: Cell): Buffer {
  const text = cell === null ? '' : String(cell).replace(/\s+/g, ' ');
  let bytes = Buffer.from(text);
  if (bytes.length <= longest) return bytes;
  let end = longest;
  // Bytes of 10xxxxxx go on with a character that began before.
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  bytes = bytes.subarray(0, end);
  return bytes;
}
