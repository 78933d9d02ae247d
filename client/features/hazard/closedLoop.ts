import { type HazardState, hazardStates } from '../../../shared/hazard.ts';

export type LoopStep = { state: HazardState; standing: 'done' | 'current' | 'ahead' };

/** The steps of the closed loop as they stand; a rejected hazard has left it after being reported. */
export function closedLoop(state: HazardState): LoopStep[] {
  if (state === 'rejected') {
    return [
      { state: 'reported', standing: 'done' },
      { state: 'rejected', standing: 'current' },
    ];
  }
  const steps = hazardStates.filter((each) => each !== 'rejected');
  const reached = steps.indexOf(state);
  return steps.map((each, index) => ({
    state: each,
    standing: index < reached || state === 'closed' ? 'done' : index === reached ? 'current' : 'ahead',
  }));
}
