import { useRef } from 'react';
import type { Whereabouts } from '../../../../shared/hazardFilter.ts';
import { useMapState } from '../../../url/mapState.ts';

/** Adds a place to the filter, as one more that has to hold. */
export function useAddPlace(): (place: Whereabouts) => void {
  const [{ hazardChoice }, change] = useMapState();
  const latest = useRef(hazardChoice);
  latest.current = hazardChoice;
  return (place) => change({ hazardChoice: { ...latest.current, where: [...latest.current.where, place].slice(-8) } });
}
