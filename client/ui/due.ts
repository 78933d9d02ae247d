import { type HazardState, isOpen } from '../../shared/hazard.ts';
import { daysBetween } from './format.ts';

/** How a piece of work stands to its day; `days` counts from today, away from zero. */
export type Due = { kind: 'settled' } | { kind: 'noDay' } | { kind: 'overdue' | 'today' | 'ahead'; days: number };

/** `dueOn` and `today` are calendar days. */
export function dueOf(state: HazardState, dueOn: string | null, today: string): Due {
  if (!isOpen(state)) return { kind: 'settled' };
  if (dueOn === null) return { kind: 'noDay' };
  const days = daysBetween(today, dueOn);
  if (days === 0) return { kind: 'today', days };
  return days < 0 ? { kind: 'overdue', days: -days } : { kind: 'ahead', days };
}
