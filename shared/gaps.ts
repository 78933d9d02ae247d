import type { BalanceRow } from './balance.ts';
import type { BalanceSheet } from './balanceSheet.ts';
import { zoneSize } from './zone.ts';

/** What needs attention, in the order it is stepped through. */
export const gapKinds = ['noLane', 'inBreach', 'scattered', 'vacancy', 'noMember'] as const;
export type GapKind = (typeof gapKinds)[number];

/** `id` is a household in `noLane` and `noMember`, else a zone. */
export type Gap = { kind: GapKind; id: number };

type GapSource = { householdIds: ArrayLike<number>; zoneIds: readonly number[] };

/** All gaps of an area as a sheet has them now, in a stable order: by kind, outer zones before inner ones, by number. */
export function gapsOf(sheet: BalanceSheet, { householdIds, zoneIds }: GapSource): Gap[] {
  const ids = Array.from(householdIds).sort((a, b) => a - b);
  const rows = zoneIds
    .flatMap((id) => sheet.zone(id) ?? [])
    .sort((a, b) => a.ordinal - b.ordinal || a.zoneId - b.zoneId);
  const zones = (kind: GapKind, has: (row: BalanceRow) => boolean) =>
    rows.filter(has).map(({ zoneId }): Gap => ({ kind, id: zoneId }));
  const without = (kind: GapKind, slot: 'lane' | 'member') =>
    ids.filter((id) => sheet.holder(slot, id) === null).map((id): Gap => ({ kind, id }));
  return [
    ...without('noLane', 'lane'),
    ...zones('inBreach', ({ after, level }) => zoneSize(after.households, sheet.limitsOf(level)) !== 'within'),
    ...zones('scattered', ({ after }) => after.pieces > 1),
    ...zones('vacancy', ({ issues }) => issues.some(({ kind }) => kind === 'vacancy')),
    ...without('noMember', 'member'),
  ];
}

/** Where one stands among the gaps: `number` of `count`, from 1. */
export type GapStep = { gap: Gap; number: number; count: number };

/**
 * The gap after the last one looked at, or the one before it (`by` -1), going round at the end. When the last one has
 * been closed meanwhile, its place is kept: the step goes to what follows there. Null when there is none.
 */
export function stepToGap(gaps: readonly Gap[], last: { gap: Gap; number: number } | null, by: 1 | -1): GapStep | null {
  if (gaps.length === 0) return null;
  const at = last ? gaps.findIndex(({ kind, id }) => kind === last.gap.kind && id === last.gap.id) : -1;
  const next = at >= 0 ? at + by : last ? (by > 0 ? last.number - 1 : last.number - 2) : by > 0 ? 0 : -1;
  const index = ((next % gaps.length) + gaps.length) % gaps.length;
  const gap = gaps[index];
  return gap ? { gap, number: index + 1, count: gaps.length } : null;
}
