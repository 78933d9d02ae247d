import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useCallback, useEffect, useState } from 'react';
import { refreshColumns } from '../api/columns.ts';
import { householdPagesKey } from '../api/householdPages.ts';
import { useTRPC } from '../api/trpc.ts';
import { flyTo, type PickedPosition, useMapStore } from './mapStore.ts';
import { PlacementBar } from './PlacementBar.tsx';
import type { PlacedHousehold, PlacementStep } from './placement.ts';

export type Placement = { step: PlacementStep; start: (household: PlacedHousehold) => void; overlay: ReactNode };

/**
 * Putting a household on the map: pick, confirm, save, and place again as the way to undo.
 * Whoever uses it renders `overlay`, which floats over the map; leaving calls the picking off.
 */
export function usePlacement(): Placement {
  const [step, setStep] = useState<PlacementStep>({ kind: 'idle' });
  const save = useSavePlacement();
  const { reset } = save;
  const start = useCallback(
    (household: PlacedHousehold) => {
      reset();
      setStep({ kind: 'picking', household });
      useMapStore.getState().startPlacing({ countyCode: household.countyCode, id: household.id }, (picked) => {
        setStep({ kind: 'confirming', household, picked });
      });
    },
    [reset],
  );
  const stop = useCallback(() => {
    useMapStore.getState().stopPlacing();
    setStep({ kind: 'idle' });
  }, []);
  useStopWhenCalledOff(step, stop);
  const confirm = (household: PlacedHousehold, picked: PickedPosition) => {
    const { countyCode, id } = household;
    save.mutate(
      { countyCode, id, ...picked },
      {
        onSuccess: () => {
          flyTo(picked.position);
          setStep({ kind: 'done', household });
        },
      },
    );
  };
  const overlay =
    step.kind === 'idle' ? null : (
      <PlacementBar
        step={step}
        isSaving={save.isPending}
        error={save.error}
        onConfirm={confirm}
        onAgain={start}
        onStop={stop}
      />
    );
  return { step, start, overlay };
}

/** Escape on the map, or another household being placed, ends the picking; so does leaving the panel. */
function useStopWhenCalledOff(step: PlacementStep, stop: () => void): void {
  const isPlacing = useMapStore(({ placing }) => placing !== null);
  const isPicking = step.kind === 'picking';
  useEffect(() => {
    if (isPicking && !isPlacing) stop();
  }, [isPicking, isPlacing, stop]);
  useEffect(() => () => useMapStore.getState().stopPlacing(), []);
}

function useSavePlacement() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.household.place.mutationOptions({
      onSuccess: () => {
        for (const set of ['household', 'keyPerson', 'link'] as const) void refreshColumns(set);
        for (const queryKey of [
          householdPagesKey,
          trpc.household.pathKey(),
          trpc.member.pathKey(),
          trpc.zone.pathKey(),
          trpc.summary.pathKey(),
          trpc.search.pathKey(),
        ]) {
          void queryClient.invalidateQueries({ queryKey });
        }
      },
    }),
  );
}
