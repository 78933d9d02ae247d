import { sql } from 'drizzle-orm';
import { contractEndsSoonDays } from '../../../shared/asset.ts';
import {
  type HazardCategory,
  type HazardState,
  hazardCategories,
  hazardSeverities,
  hazardStates,
  isOpen,
} from '../../../shared/hazard.ts';
import type { Summary } from '../../../shared/summary.ts';
import type { Tx } from '../../db/connect.ts';
import type { Within } from './scope.ts';

type HazardNumbers = Pick<
  Summary,
  'hazardsOpen' | 'hazardsOverdue' | 'hazardsBySeverity' | 'hazardsByState' | 'hazardsByCategory'
>;
type HazardRow = { severity: number; state: HazardState; category: HazardCategory; count: number; late: number };

/** Counted by severity, state and category at once, a few hundred sums at most, and read out in each direction. */
export async function hazardNumbers(tx: Tx, scope: Within, today: string): Promise<HazardNumbers> {
  const result = await tx.execute<HazardRow>(sql`
    select severity, state, category, count(*)::integer as count,
      (count(*) filter (where due_on < ${today}::date))::integer as late
    from hazard
    where ${scope.hazard}
    group by severity, state, category`);
  const rows = [...result];
  const open = rows.filter((row) => isOpen(row.state));
  return {
    hazardsOpen: sum(open, 'count'),
    hazardsOverdue: sum(open, 'late'),
    hazardsBySeverity: hazardSeverities.map((severity) => ({
      severity,
      open: sum(
        open.filter((row) => row.severity === severity),
        'count',
      ),
      closed: sum(
        rows.filter((row) => row.severity === severity && row.state === 'closed'),
        'count',
      ),
    })),
    hazardsByState: hazardStates.map((state) => ({
      state,
      count: sum(
        rows.filter((row) => row.state === state),
        'count',
      ),
    })),
    hazardsByCategory: hazardCategories.map((category) => ({
      category,
      open: sum(
        open.filter((row) => row.category === category),
        'count',
      ),
    })),
  };
}

function sum(rows: HazardRow[], field: 'count' | 'late'): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

type GroundNumbers = Pick<Summary, 'places' | 'assets' | 'assetsEndingSoon'>;

export async function groundNumbers(tx: Tx, scope: Within, today: string): Promise<GroundNumbers> {
  const [row] = await tx.execute<GroundNumbers>(sql`
    select
      (select count(*) from place where place.ended_at is null and ${scope.ground(sql`place`)})::integer as places,
      count(*)::integer as assets,
      (count(*) filter (
        where asset.contract_to >= ${today}::date and asset.contract_to <= ${today}::date + ${contractEndsSoonDays}::integer
      ))::integer as "assetsEndingSoon"
    from asset
    where asset.ended_at is null and ${scope.ground(sql`asset`)}`);
  return row ?? { places: 0, assets: 0, assetsEndingSoon: 0 };
}
