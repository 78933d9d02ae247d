import { contractEndsSoonDays } from '../../../shared/asset.ts';
import { daysBetween } from '../../ui/format.ts';

/** How a contract stands on a day; `used` is the share of its term that has passed, 0 to 1, when both ends are known. */
export type Contract =
  | { kind: 'none' }
  | { kind: 'openEnded' }
  | { kind: 'running' | 'ending' | 'ended'; daysLeft: number; used: number | null };

/** All days are `YYYY-MM-DD`; the last day of a contract still belongs to it. */
export function contractOn(
  today: string,
  asset: { lessee: string; contractFrom: string | null; contractTo: string | null },
): Contract {
  const { contractFrom, contractTo } = asset;
  if (contractTo === null) {
    return asset.lessee === '' && contractFrom === null ? { kind: 'none' } : { kind: 'openEnded' };
  }
  const daysLeft = daysBetween(today, contractTo);
  const kind = daysLeft < 0 ? 'ended' : daysLeft <= contractEndsSoonDays ? 'ending' : 'running';
  if (contractFrom === null) return { kind, daysLeft, used: null };
  const term = Math.max(1, daysBetween(contractFrom, contractTo));
  const used = Math.min(1, Math.max(0, daysBetween(contractFrom, today) / term));
  return { kind, daysLeft, used };
}
