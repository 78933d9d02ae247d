import { useEffect } from 'react';
import { useMapStore } from '../map/mapStore.ts';
import { useMapState } from '../url/mapState.ts';

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** `/` or Ctrl-K goes to the search, Escape closes the card. */
export function useShortcuts(): void {
  const [{ selection }, change] = useMapState();
  const isCardOpen = selection !== null;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wantsSearch =
        (event.key === '/' && !isTyping(event.target)) || (event.key === 'k' && (event.ctrlKey || event.metaKey));
      if (wantsSearch) {
        const box = document.querySelector<HTMLInputElement>('input[type="search"], [role="combobox"]');
        if (!box) return;
        event.preventDefault();
        box.focus();
        return;
      }
      const isPlacing = useMapStore.getState().placing !== null;
      if (event.key === 'Escape' && isCardOpen && !isPlacing && !isTyping(event.target) && !event.defaultPrevented) {
        change({ selection: null });
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [isCardOpen, change]);
}
