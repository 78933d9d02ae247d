import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BalanceRow, hardBreachesOf, issuesOf, type Limits } from '../../../shared/balance.ts';
import { type BalanceSheet, balanceSheet, type SheetInput, type SheetZone } from '../../../shared/balanceSheet.ts';
import { gapsOf, stepToGap } from '../../../shared/gaps.ts';
import { movesTo } from '../../../shared/move.ts';
import { neighbourGraph } from '../../../shared/neighbours.ts';

const levels: Limits[] = [
  { level: 'village', ordinal: 1, minHouseholds: 8, maxHouseholds: 20 },
  { level: 'grid', ordinal: 2, minHouseholds: 4, maxHouseholds: 8 },
  { level: 'lane', ordinal: 3, minHouseholds: 2, maxHouseholds: 3 },
];
/** Two villages of three levels: 1 and 2; grids 11, 12, 21; lanes 111, 112, 121, 211. */
const parents: Record<number, number | null> = {
  1: null,
  2: null,
  11: 1,
  12: 1,
  21: 2,
  111: 11,
  112: 11,
  121: 12,
  211: 21,
};
const zones: SheetZone[] = Object.keys(parents).map((key) => ({
  id: Number(key),
  level: levels[key.length - 1]?.level ?? '',
  parentId: parents[Number(key)] ?? null,
  leadId: Number(key) % 2 === 1 ? 900 : null,
}));
const lanes = [0, 111, 112, 121, 211];
const grids = [0, 11, 12, 21];
const members = [
  { id: 901, capacity: 3 },
  { id: 902, capacity: 2 },
];

const count = 24;
/** Doors every 20 m along a street, the last without a position and two in one building. */
const lng = Float64Array.from({ length: count }, (_, row) =>
  row === count - 1 ? Number.NaN : 118 + (row === 5 ? 4 : row) * 0.0002,
);
const lat = Float64Array.from({ length: count }, (_, row) => (row === count - 1 ? Number.NaN : 25));
const neighbours = neighbourGraph(lng, lat);

type State = { lane: number[]; member: number[]; parents: Record<number, number | null> };

function sheetOf(state: State): BalanceSheet {
  const input: SheetInput = {
    levels,
    zones: zones.map((zone) => ({ ...zone, parentId: state.parents[zone.id] ?? null })),
    households: {
      id: Int32Array.from({ length: count }, (_, row) => row + 1),
      lng,
      lat,
      lane: state.lane,
      persons: Int16Array.from({ length: count }, (_, row) => (row % 5) + 1),
      keyPersons: Int16Array.from({ length: count }, (_, row) => row % 2),
      member: state.member,
    },
    members,
    neighbours,
  };
  return balanceSheet(input);
}

const step = fc.oneof(
  fc.record({
    slot: fc.constant('lane' as const),
    ids: fc.array(fc.integer({ min: 1, max: count })),
    to: fc.constantFrom(...lanes),
  }),
  fc.record({
    slot: fc.constant('member' as const),
    ids: fc.array(fc.integer({ min: 1, max: count })),
    to: fc.constantFrom(0, 901, 902),
  }),
  fc.record({
    slot: fc.constant('grid' as const),
    ids: fc.array(fc.constantFrom(...lanes.slice(1))),
    to: fc.constantFrom(...grids),
  }),
);
const begin = fc.record({
  lane: fc.array(fc.constantFrom(...lanes), { minLength: count, maxLength: count }),
  member: fc.array(fc.constantFrom(0, 901, 902), { minLength: count, maxLength: count }),
});

function close(row: BalanceRow | null) {
  const rounded = (load: BalanceRow['after'] | undefined) =>
    load && { ...load, walking: Math.round(load.walking * 1e3) };
  return row && { ...row, before: rounded(row.before), after: rounded(row.after) };
}

describe('the balance sheet', () => {
  it('equals a recount after any moves in any slot, before and after', () => {
    fc.assert(
      fc.property(begin, fc.array(step, { maxLength: 12 }), (origin, steps) => {
        const sheet = sheetOf({ ...origin, parents });
        const state: State = { lane: [...origin.lane], member: [...origin.member], parents: { ...parents } };
        for (const { slot, ids, to } of steps) {
          const moves = movesTo(slot, ids, to || null, sheet);
          sheet.preview(movesTo('lane', [1, 2, 3], 111, sheet));
          expect(sheet.apply(moves)).toEqual([]);
          for (const { id } of moves) {
            if (slot === 'grid') state.parents[id] = to || null;
            else state[slot][id - 1] = to;
          }
        }
        const recount = sheetOf(state);
        const first = sheetOf({ ...origin, parents });
        for (const { id } of zones) {
          const [row, now, then] = [sheet.zone(id), recount.zone(id), first.zone(id)];
          expect(close(row)?.after).toEqual(close(now)?.after);
          expect(close(row)?.before).toEqual(close(then)?.after);
          expect(row?.issues).toEqual(now?.issues);
          expect(row?.issuesBefore).toEqual(then?.issues);
          expect(sheet.rowsOf(id)).toEqual(recount.rowsOf(id));
        }
        for (const { id } of members) {
          expect(sheet.member(id)?.after).toBe(recount.member(id)?.after);
          expect(sheet.member(id)?.before).toBe(first.member(id)?.after);
        }
        expect(sheet.unassigned()).toEqual({ before: first.unassigned().after, after: recount.unassigned().after });
        const differing = zones.filter(({ id }) => {
          const row = sheet.zone(id);
          return row && JSON.stringify(close(row)?.before) !== JSON.stringify(close(row)?.after);
        });
        const touched = new Set(sheet.touchedZones().map(({ zoneId }) => zoneId));
        expect(differing.filter(({ id }) => !touched.has(id))).toEqual([]);
      }),
      { seed: 20_261_122, numRuns: 120 },
    );
  }, 60_000);

  const origin = Array.from({ length: count }, (_, row) => lanes[1 + Math.floor(row / 6)] ?? 0);
  const plain = () => sheetOf({ lane: origin, member: origin.map(() => 0), parents });

  it('shows only what a plan touches, with what is around it, worst first, and nothing after it is taken back', () => {
    const sheet = plain();
    const moves = movesTo('lane', [1, 2, 3, 4, 5], 112, sheet);
    sheet.apply(moves);
    expect(sheet.touchedZones().map(({ zoneId, gained, lost }) => [zoneId, gained, lost])).toEqual([
      [112, 5, 0],
      [11, 0, 0],
      [111, 0, 5],
      [1, 0, 0],
    ]);
    // The empty stretch behind the building with two doors is wider than neighbours reach.
    expect(sheet.zone(112)?.issues).toEqual([
      { kind: 'over', by: 8 },
      { kind: 'scattered', pieces: 2 },
      { kind: 'vacancy' },
    ]);
    expect(sheet.touchedZones()[2]?.issues).toEqual([{ kind: 'under', by: 1 }]);
    sheet.apply(movesTo('lane', [1, 2, 3, 4, 5], 111, sheet));
    expect(sheet.touchedZones()).toEqual([]);
  });

  it('knows who must walk how far, and which doors do not reach each other', () => {
    const sheet = plain();
    // Six doors of which two are at one point: four steps of 20.15 m.
    expect(sheet.zone(111)?.after.walking).toBeCloseTo(4 * 0.0002 * 111_195.08 * Math.cos((25 * Math.PI) / 180), 1);
    expect(sheet.zone(111)?.after.pieces).toBe(1);
    sheet.apply(movesTo('lane', [15], 111, sheet));
    expect(sheet.zone(111)?.issues).toContainEqual({ kind: 'scattered', pieces: 2 });
    expect(sheet.zone(111)?.before.pieces).toBe(1);
  });

  it('finds nothing wrong at the limits themselves, and says by how many they are missed beyond', () => {
    const at = (households: number) =>
      issuesOf({ households, pieces: 1 }, { minHouseholds: 2, maxHouseholds: 3 }, false);
    expect([1, 2, 3, 5].map(at)).toEqual([[{ kind: 'under', by: 1 }], [], [], [{ kind: 'over', by: 2 }]]);
  });

  it('refuses only what the plan itself makes worse beyond the hard limit', () => {
    const breaches = (sheet: BalanceSheet) =>
      hardBreachesOf(sheet.touchedZones(), sheet.touchedMembers(), sheet.limitsOf).map(({ id }) => id);
    const sheet = plain();
    // Lane 111 has six households where four are the hard limit; it may lose one, and 112 may not gain one.
    sheet.apply(movesTo('lane', [1], 112, sheet));
    expect(breaches(sheet)).toEqual([112]);
    const gentle = plain();
    gentle.apply(movesTo('lane', [1], null, gentle));
    expect(breaches(gentle)).toEqual([]);
    gentle.apply(movesTo('member', [1, 2, 3], 902, gentle));
    expect(breaches(gentle)).toEqual([]);
    gentle.apply(movesTo('member', [4], 902, gentle));
    expect(breaches(gentle)).toEqual([902]);
  });

  it('lists every gap, and steps through them and past one that was closed', () => {
    const sheet = sheetOf({
      lane: origin.map((lane, row) => (row === 2 ? 0 : lane)),
      member: origin.map((_, row) => (row < 22 ? 901 : 0)),
      parents,
    });
    const source = {
      householdIds: Array.from({ length: count }, (_, row) => row + 1),
      zoneIds: zones.map(({ id }) => id),
    };
    const gaps = gapsOf(sheet, source);
    expect(gaps.filter(({ kind }) => kind === 'noLane')).toEqual([{ kind: 'noLane', id: 3 }]);
    expect(gaps.filter(({ kind }) => kind === 'noMember').map(({ id }) => id)).toEqual([23, 24]);
    expect(gaps.filter(({ kind }) => kind === 'vacancy').map(({ id }) => id)).toEqual([2, 12, 112]);
    const first = stepToGap(gaps, null, 1);
    expect(first).toEqual({ gap: { kind: 'noLane', id: 3 }, number: 1, count: gaps.length });
    const second = stepToGap(gaps, first, 1);
    expect(second?.number).toBe(2);
    sheet.apply(movesTo('lane', [3], 111, sheet));
    const fewer = gapsOf(sheet, source);
    expect(stepToGap(fewer, first, 1)?.gap).toEqual(second?.gap);
    expect(stepToGap(fewer, null, -1)?.gap).toEqual({ kind: 'noMember', id: 24 });
    expect(stepToGap([], null, 1)).toBeNull();
  });
});
