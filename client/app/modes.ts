import type { Me } from '../../shared/me.ts';
import type { Action } from '../../shared/permissions.ts';
import { useMe } from '../api/me.ts';
import { type Mode, modes, useMapState } from '../url/mapState.ts';

/** What each way of working is for: whoever does one of its actions has it in the rail. */
const modeActions: Record<Mode, readonly Action[]> = {
  view: ['summary.see', 'household.list', 'hazard.see'],
  reassign: ['plan.see'],
  triage: ['triage.see', 'emergency.see', 'inspection.see'],
  audit: ['audit.see'],
  admin: ['account.manage', 'setting.manage', 'hazard.rules'],
};

/** Ways of working that fill the window instead of laying a panel on the map. */
export const pageModes = ['audit', 'admin'] as const satisfies readonly Mode[];
export type PageMode = (typeof pageModes)[number];

/** The ways of working somebody has, in the order of the rail. */
export function modesOf(me: Me): Mode[] {
  return modes.filter((mode) => modeActions[mode].some((action) => me.actions.includes(action)));
}

/** The way of working in use: the address's when one has it, else the first one has. */
export function useMode(): Mode {
  const [{ mode }] = useMapState();
  const own = modesOf(useMe());
  return own.includes(mode) ? mode : (own[0] ?? 'view');
}

/** The page that fills the window now; null while the map does. */
export function usePage(): PageMode | null {
  const mode = useMode();
  return pageModes.find((page) => page === mode) ?? null;
}
