import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hands } from './operations.ts';
import { useReassignStore } from './reassignStore.ts';

const nothing: ReadonlySet<number> = new Set();

/** What operations do besides changing the plan. */
export function useHands(): Hands {
  const { t } = useTranslation();
  const setSelected = useReassignStore((store) => store.setSelected);
  const say = useReassignStore((store) => store.say);
  return useMemo(() => ({ t, clear: () => setSelected(nothing), say }), [t, setSelected, say]);
}
