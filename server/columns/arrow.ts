import {
  batchType,
  Column,
  columnFromArray,
  type DataType,
  float64,
  int16,
  int32,
  tableFromColumns,
  tableToIPC,
  utf8,
} from '@uwdata/flechette';
import { type ColumnSet, type ColumnType, columnsSeqKey } from '../../shared/columns.ts';
import { columnsOf, textSeparator } from './statement.ts';

/** One value per column: the bytes of its numbers, or its joined texts. */
export type PackedColumns = Record<string, Buffer | string>;

const dataType: Record<ColumnType, () => DataType> = { float64, int32, int16, utf8 };
const bytesPerRow = 4;

/** The packed columns of a set as an Arrow IPC stream; the bytes of the columns are used up. */
export function arrowStream(set: ColumnSet, packed: PackedColumns, seq: number): Uint8Array {
  const ids = packed.id;
  const length = ids instanceof Buffer ? ids.byteLength / bytesPerRow : 0;
  const columns = columnsOf(set).map(([name, type]): [string, Column<unknown>] => [
    name,
    length === 0 ? new Column([], dataType[type]()) : columnOf(packed[name], type, length),
  ]);
  const table = tableFromColumns(columns);
  table.schema.metadata = new Map([[columnsSeqKey, String(seq)]]);
  const stream = tableToIPC(table, { format: 'stream' });
  if (!stream) throw new Error('the Arrow stream has no bytes');
  return stream;
}

function columnOf(value: Buffer | string | undefined, type: ColumnType, length: number): Column<unknown> {
  if (typeof value === 'string') return textColumn(value, length);
  if (!value) throw new Error('a column is missing');
  switch (type) {
    case 'float64':
      return columnFromArray(new Float64Array(aligned(value, 8).swap64().buffer));
    case 'int32':
      return columnFromArray(new Int32Array(aligned(value, 4).swap32().buffer));
    case 'int16':
      return columnFromArray(new Int16Array(aligned(value, 2).swap16().buffer));
    case 'utf8':
      throw new Error('a text column holds bytes');
  }
}

/** A small buffer is a piece of a shared one, at any offset; numbers need one of their own from its start. */
function aligned(bytes: Buffer, size: number): Buffer {
  if (bytes.byteLength % size !== 0) throw new Error('a column ends within a number');
  if (bytes.byteOffset === 0 && bytes.buffer.byteLength === bytes.byteLength) return bytes;
  const own = Buffer.from(new ArrayBuffer(bytes.byteLength));
  bytes.copy(own);
  return own;
}

/** The separators are taken out of the encoded text in one pass, without making a string per row. */
function textColumn(joined: string, length: number): Column<string> {
  const bytes = Buffer.from(joined);
  const values = new Uint8Array(bytes.byteLength);
  const offsets = new Int32Array(length + 1);
  const separator = textSeparator.charCodeAt(0);
  let end = 0;
  let row = 0;
  for (const byte of bytes) {
    if (byte === separator) {
      row += 1;
      offsets[row] = end;
    } else {
      values[end] = byte;
      end += 1;
    }
  }
  if (row !== length - 1) throw new Error('a text column has not one text per row');
  offsets[length] = end;
  const type = utf8();
  const Batch = batchType(type);
  const empty = new Uint8Array(0);
  return new Column([
    new Batch({ length, nullCount: 0, type, validity: empty, offsets, values: values.subarray(0, end) }),
  ]);
}
