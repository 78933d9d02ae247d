import type { Inspection } from '../../../shared/inspection.ts';
import type { Tokens } from '../../app/tokens.ts';

/** How a task stands, for its sign: something overdue outweighs what it is. */
export const taskStandings = ['overdue', 'found', 'due', 'passed'] as const;
export type TaskStanding = (typeof taskStandings)[number];

export function standingOf({ overdue, state }: Pick<Inspection, 'overdue' | 'state'>): TaskStanding {
  return overdue ? 'overdue' : state;
}

/** The day a task is owed: of the re-check once something was found. */
export function owedOn({ state, recheckOn, dueOn }: Pick<Inspection, 'state' | 'recheckOn' | 'dueOn'>): string {
  return state === 'found' ? (recheckOn ?? dueOn) : dueOn;
}

/** The colour of its sign in the list and on the map; the list says the same in words. */
export function colourOf(standing: TaskStanding, { danger, accent, muted, map }: Tokens): string {
  switch (standing) {
    case 'overdue':
      return danger;
    case 'found':
      return map.hazards[1];
    case 'due':
      return accent;
    case 'passed':
      return muted;
  }
}
