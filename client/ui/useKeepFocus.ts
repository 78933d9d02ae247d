import { type RefObject, useEffect } from 'react';

/**
 * When what has the focus leaves the page, as a row that is done or a button that becomes another one, the focus goes to
 * the nearest thing around it that stays, inside `place`: the keyboard and the screen reader go on from there.
 */
export function useKeepFocus(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = place.current;
    if (!root) return;
    let path: HTMLElement[] = [];
    const enter = ({ target }: FocusEvent) => {
      path = target instanceof HTMLElement ? pathUpTo(root, target) : [];
    };
    // Whoever leaves by themselves is not fetched back; what is removed takes the focus with it without being left.
    const leave = ({ target, relatedTarget }: FocusEvent) => {
      queueMicrotask(() => {
        if (relatedTarget || (target instanceof HTMLElement && target.isConnected && !isShut(target))) path = [];
      });
    };
    const mend = () => {
      const [held] = path;
      if (!held || held.isConnected || document.activeElement !== document.body) return;
      const next = path.find((each) => each.isConnected) ?? root;
      path = [];
      next.tabIndex = -1;
      next.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(mend);
    observer.observe(root, { childList: true, subtree: true });
    root.addEventListener('focusin', enter);
    root.addEventListener('focusout', leave);
    return () => {
      observer.disconnect();
      root.removeEventListener('focusin', enter);
      root.removeEventListener('focusout', leave);
    };
  }, [place]);
}

function pathUpTo(root: HTMLElement, from: HTMLElement): HTMLElement[] {
  const path: HTMLElement[] = [];
  for (let each: HTMLElement | null = from; each && each !== root; each = each.parentElement) path.push(each);
  return path;
}

/** A button that is disabled while its work is done gives up the focus, and is often gone afterwards. */
function isShut(element: HTMLElement): boolean {
  return element instanceof HTMLButtonElement && element.disabled;
}
