import { useMemo } from 'react';
import { useMapState } from '../url/mapState.ts';
import { useMapStore } from './mapStore.ts';
import { type Register, type Visible, visibleRows } from './visible.ts';

/** The rows the filters let through; the same object until a filter or the register changes. */
export function useVisible(register: Register | null): Visible | null {
  const [state] = useMapState();
  const { keyPersonCategories, hazardSeverities, hazardStates, hazardCategories, visitAges, zoneSizes } = state;
  const shownHazards = useMapStore((store) => store.shownHazards);
  const visible = useMemo(
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
  return useMemo(() => {
    if (!visible || !register || !shownHazards) return visible;
    const hazards = visible.hazards.filter((row) => shownHazards.has(register.hazard.id[row] ?? 0));
    return { ...visible, hazards };
  }, [visible, register, shownHazards]);
}
