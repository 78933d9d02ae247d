import type { ZoneLevel } from './zone.ts';

/** What a zone's lead has to look after. */
export type Load = {
  households: number;
  people: number;
  keyPeople: number;
  /** Metres to every door: of an innermost zone by `walkingLength`, of an outer one the sum of those in it. */
  walking: number;
  /** Parts that do not reach each other from door to door; 0 without any position. */
  pieces: number;
};

export type BalanceIssue =
  | { kind: 'under'; by: number }
  | { kind: 'over'; by: number }
  | { kind: 'scattered'; pieces: number }
  | { kind: 'vacancy' };

export type Limits = Pick<ZoneLevel, 'level' | 'ordinal' | 'minHouseholds' | 'maxHouseholds'>;

/** A zone before and after the plan. */
export type BalanceRow = {
  zoneId: number;
  level: string;
  ordinal: number;
  before: Load;
  after: Load;
  issuesBefore: BalanceIssue[];
  issues: BalanceIssue[];
  /** What comes and goes by the plan: households of an innermost zone, zones of an outer one. */
  gained: number;
  lost: number;
};

/** A party member before and after the plan. */
export type MemberRow = {
  memberId: number;
  capacity: number;
  before: number;
  after: number;
  gained: number;
  lost: number;
};

/** What is wrong with a zone, for its limits, its shape and its lead. Shops and homes count alike. */
export function issuesOf(
  load: Pick<Load, 'households' | 'pieces'>,
  limits: Pick<Limits, 'minHouseholds' | 'maxHouseholds'>,
  vacant: boolean,
): BalanceIssue[] {
  const issues: BalanceIssue[] = [];
  const { households, pieces } = load;
  if (households < limits.minHouseholds) issues.push({ kind: 'under', by: limits.minHouseholds - households });
  if (households > limits.maxHouseholds) issues.push({ kind: 'over', by: households - limits.maxHouseholds });
  if (pieces > 1) issues.push({ kind: 'scattered', pieces });
  if (vacant) issues.push({ kind: 'vacancy' });
  return issues;
}

/** How far a zone is beyond its limits, as a share of the limit it breaks; 0 within. */
export function breachOf(
  households: number,
  { minHouseholds, maxHouseholds }: Pick<Limits, 'minHouseholds' | 'maxHouseholds'>,
): number {
  if (households < minHouseholds) return (minHouseholds - households) / minHouseholds;
  return households > maxHouseholds ? (households - maxHouseholds) / Math.max(1, maxHouseholds) : 0;
}

/**
 * Worst first: by how far beyond its limits a zone is after the plan, then by its pieces, then the vacant ones, then
 * inner zones before outer ones; at last by number, so that the order is always the same.
 */
export function worstFirst(rows: readonly BalanceRow[], limitsOf: (level: string) => Limits): BalanceRow[] {
  const rank = new Map(
    rows.map((row) => [
      row,
      {
        breach: breachOf(row.after.households, limitsOf(row.level)),
        vacant: row.issues.some(({ kind }) => kind === 'vacancy') ? 1 : 0,
      },
    ]),
  );
  return rows.toSorted((a, b) => {
    const [one, other] = [rank.get(a), rank.get(b)];
    return (
      (other?.breach ?? 0) - (one?.breach ?? 0) ||
      Math.max(1, b.after.pieces) - Math.max(1, a.after.pieces) ||
      (other?.vacant ?? 0) - (one?.vacant ?? 0) ||
      b.ordinal - a.ordinal ||
      a.zoneId - b.zoneId
    );
  });
}

/**
 * Nobody can look after more than this many times the upper limit. The limits themselves advise; only beyond this
 * share of them is a plan refused, and only for what it makes worse itself. There is no such bound below: a zone that
 * is given up ends with nobody.
 */
export const hardLimitShare = 1.5;

/** The most households a zone, or a member with this capacity, may be given. */
export function hardLimit(max: number, share: number = hardLimitShare): number {
  return Math.floor(max * share);
}

/** What forbids publishing: a holder that the plan itself takes further beyond the hard limit. */
export type HardBreach =
  | { holder: 'zone'; id: number; before: number; after: number; limit: number }
  | { holder: 'member'; id: number; before: number; after: number; limit: number };

/** The hard breaches of a plan, worst first; none means it may be published. */
export function hardBreachesOf(
  rows: readonly BalanceRow[],
  members: readonly MemberRow[],
  limitsOf: (level: string) => Limits,
  share: number = hardLimitShare,
): HardBreach[] {
  const zones = rows.map(
    ({ zoneId, level, before, after }): HardBreach => ({
      holder: 'zone',
      id: zoneId,
      before: before.households,
      after: after.households,
      limit: hardLimit(limitsOf(level).maxHouseholds, share),
    }),
  );
  const people = members.map(
    ({ memberId, capacity, before, after }): HardBreach => ({
      holder: 'member',
      id: memberId,
      before,
      after,
      limit: hardLimit(capacity, share),
    }),
  );
  return [...zones, ...people]
    .filter(({ before, after, limit }) => after > limit && after > before)
    .sort((a, b) => b.after / Math.max(1, b.limit) - a.after / Math.max(1, a.limit) || a.id - b.id);
}
