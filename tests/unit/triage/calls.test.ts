import { describe, expect, test } from 'vitest';
import { callersOf, callsOf, mergedRows, partsOf, progressOf } from '../../../client/features/emergency/calls.ts';
import { regionOf, threatOf } from '../../../client/features/emergency/threat.ts';
import type { Evacuation } from '../../../shared/evacuation.ts';

const made = { at: '2026-11-24T01:00:00Z', by: '王' };
const call = (id: number, patch: Partial<Evacuation> = {}): Evacuation => ({
  id,
  villageCode: '371082999001',
  householdId: id,
  number: String(id),
  address: '',
  headName: null,
  headPhone: null,
  position: null,
  persons: 2,
  keyPersons: 0,
  needHelp: 0,
  shelterId: null,
  walkMetres: null,
  lane: null,
  laneLead: null,
  member: null,
  fetchedBy: null,
  acknowledged: null,
  onTheWay: null,
  safe: null,
  seq: id,
  ...patch,
});
const lead = { id: 7, name: '李', phone: null };
const member = { id: 8, name: '赵', phone: null };

describe('the call-down list', () => {
  const rows = [
    call(1, { laneLead: lead, needHelp: 1, fetchedBy: member }),
    call(2, { laneLead: lead, safe: made }),
    call(3, { member, needHelp: 1, safe: made }),
    call(4, { laneLead: member, member, fetchedBy: member }),
  ];

  test('is handed out a part for each lane lead, who needs help first, and keeps those whom no lead calls', () => {
    const handed = [call(5), call(6, { laneLead: lead }), call(7, { laneLead: lead, needHelp: 2 }), ...rows.slice(3)];
    expect(partsOf(handed).map((part) => [part.lead?.id ?? null, part.rows.map(({ id }) => id)])).toEqual([
      [7, [7, 6]],
      [8, [4]],
      [null, [5]],
    ]);
  });

  test('who is safe without having been told is safe', () => {
    expect(rows.map(progressOf)).toEqual(['untold', 'safe', 'safe', 'untold']);
    expect(progressOf(call(5, { acknowledged: made, onTheWay: made }))).toBe('onTheWay');
  });

  test('who needs help is asked for until they are safe', () => {
    expect(callsOf(rows, 'needHelp', null).map(({ id }) => id)).toEqual([1]);
    expect(callsOf(rows, 'waiting', 8).map(({ id }) => id)).toEqual([1, 4]);
    expect(callsOf(rows, 'all', 7).map(({ id }) => id)).toEqual([1, 2]);
  });

  test('somebody with three duties for one household has one household to call', () => {
    expect(callersOf(rows)).toEqual([
      { id: 8, name: '赵', waiting: 2, all: 3 },
      { id: 7, name: '李', waiting: 1, all: 2 },
    ]);
  });

  test('what changed takes its place, what is new comes at the end, and the rest stays the same object', () => {
    const changed = [call(2, { seq: 9 }), call(6, { seq: 10 })];
    const merged = mergedRows(rows, changed);
    expect(merged.map(({ id, seq }) => [id, seq])).toEqual([
      [1, 1],
      [2, 9],
      [3, 3],
      [4, 4],
      [6, 10],
    ]);
    expect(merged[0]).toBe(rows[0]);
  });
});

describe('the threatened area', () => {
  const nothing = { region: null, chosen: null, position: null, metres: 100, depth: 2, angle: 25 };

  test('is none while what it is found by is missing', () => {
    for (const kind of ['drawn', 'area', 'hazard', 'flood', 'landslide'] as const) {
      expect(threatOf({ ...nothing, kind }, null)).toBeNull();
    }
  });

  test('is all of what was chosen by its name', () => {
    const chosen = { areaCode: '371082999001', zoneId: 7 };
    expect(threatOf({ ...nothing, kind: 'area', chosen }, null)).toEqual({ kind: 'area', ...chosen });
  });

  test('is around the open hazard, or where water from a point comes to', () => {
    expect(threatOf({ ...nothing, kind: 'hazard' }, 5)).toEqual({ kind: 'hazard', hazardId: 5, metres: 100 });
    expect(threatOf({ ...nothing, kind: 'flood', position: [122, 36] }, null)).toEqual({
      kind: 'flood',
      position: [122, 36],
      depth: 2,
    });
  });

  test('a ring is closed, and two corners are none', () => {
    expect(
      regionOf([
        [0, 0],
        [1, 0],
        [1, 1],
      ])?.coordinates,
    ).toEqual([
      [
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 0],
      ],
    ]);
    expect(
      regionOf([
        [0, 0],
        [1, 0],
      ]),
    ).toBeNull();
  });
});
