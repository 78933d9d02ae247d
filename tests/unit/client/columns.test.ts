import { float64, int16, int32, tableFromArrays, tableToIPC, utf8 } from '@uwdata/flechette';
import { describe, expect, test } from 'vitest';
import { rowById, rowsByValue, rowsInside } from '../../../client/api/columnLookups.ts';
import { decodeColumns, mergeColumns } from '../../../client/api/decodeColumns.ts';
import type { ColumnsOf } from '../../../shared/columns.ts';

type Row = { id: number; lng?: number; lat?: number; lane?: number; ended?: number; number?: string };

function households(rows: Row[]): ColumnsOf<'household'> {
  return {
    id: Int32Array.from(rows, (row) => row.id),
    lng: Float64Array.from(rows, (row) => row.lng ?? Number.NaN),
    lat: Float64Array.from(rows, (row) => row.lat ?? Number.NaN),
    lane: Int32Array.from(rows, (row) => row.lane ?? 0),
    building: new Int32Array(rows.length),
    kind: new Int16Array(rows.length),
    persons: Int16Array.from(rows, () => 3),
    ended: Int16Array.from(rows, (row) => row.ended ?? 0),
    number: rows.map((row) => row.number ?? `H-${row.id}`),
  };
}

const types = {
  id: int32(),
  lng: float64(),
  lat: float64(),
  lane: int32(),
  building: int32(),
  kind: int16(),
  persons: int16(),
  ended: int16(),
  number: utf8(),
};

function bytesOf(columns: Partial<ColumnsOf<'household'>>): Uint8Array {
  const bytes = tableToIPC(tableFromArrays(columns, { types }), { format: 'stream' });
  if (!bytes) throw new Error('nothing was encoded');
  return bytes;
}

describe('columns', () => {
  test('come out of Arrow as they went in', () => {
    const columns = households([
      { id: 1, lng: 122.43, lat: 36.9, lane: 7, number: 'H-0001' },
      { id: 2, lane: 8, number: '甲-2' },
    ]);
    expect(decodeColumns('household', bytesOf(columns)).columns).toEqual(columns);
  });

  test('of no rows are empty arrays of the right types', () => {
    const { columns } = decodeColumns('household', bytesOf(households([])));
    expect(columns.id).toEqual(new Int32Array(0));
    expect(columns.number).toEqual([]);
  });

  test('that lack one are refused by its name', () => {
    const { lane: _lane, ...rest } = households([{ id: 1 }]);
    expect(() => decodeColumns('household', bytesOf(rest))).toThrow('household.lane');
  });

  test('take over changed rows, add new ones and drop ended ones', () => {
    const held = households([
      { id: 1, lane: 7 },
      { id: 2, lane: 7 },
      { id: 3, lane: 7 },
    ]);
    const changed = households([
      { id: 2, lane: 9, lng: 122.4, lat: 36.9 },
      { id: 3, ended: 1 },
      { id: 4, lane: 8 },
    ]);
    const merged = mergeColumns('household', held, changed);
    expect(Array.from(merged.id)).toEqual([1, 2, 4]);
    expect(Array.from(merged.lane)).toEqual([7, 9, 8]);
    expect(merged.lng[1]).toBe(122.4);
    expect(held.id.length).toBe(3);
  });

  test('are looked up by id, by lane and by place, and rows without a place are in no rectangle', () => {
    const columns = households([
      { id: 10, lane: 7, lng: 122.43, lat: 36.9 },
      { id: 11, lane: 7, lng: 122.44, lat: 36.9 },
      { id: 12, lane: 8 },
    ]);
    expect(rowById(columns).get(12)).toBe(2);
    expect(rowsByValue(columns.lane).get(7)).toEqual([0, 1]);
    expect(rowsInside(columns, 122.42, 36.89, 122.435, 36.91)).toEqual([0]);
    expect(rowsInside(columns, -180, -90, 180, 90).sort()).toEqual([0, 1]);
  });
});
