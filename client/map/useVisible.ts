import { useMemo } from 'react';
import { useMapState } from '../url/mapState.ts';
import { type Register, type Visible, visibleRows } from './visible.ts';

/** The rows the filters let through; the same object until a filter or the register changes. */
export function useVisible(register: Register | null): Visible | null {
  const [state] = useMapState();
  const { keyPersonCategories, hazardSeverities, hazardStates, hazardCategories, visitAges, zoneSizes } = state;
  return useMemo(
    () =>
      register &&
      visibleRows(register, {
        keyPersonCategories,
        hazardSeverities,
        hazardStates,
        hazardCategories,
        visitAges,
        zoneSizes,
      }),
    [register, keyPersonCategories, hazardSeverities, hazardStates, hazardCategories, visitAges, zoneSizes],
  );
}
