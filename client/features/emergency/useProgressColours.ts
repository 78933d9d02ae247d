import { useMemo } from 'react';
import { useTheme } from '../../app/theme.ts';
import type { Progress } from './calls.ts';

/** How far a household has come, by colour: the same on the map, in the list and in the legend. */
export function useProgressColours(): Record<Progress, string> {
  const { danger, accent, map } = useTheme().tokens;
  return useMemo(
    () => ({ untold: danger, acknowledged: map.hazards[1], onTheWay: map.hazards[2], safe: accent }),
    [danger, accent, map],
  );
}
