import { useEffect, useRef } from 'react';
import { useMapStore } from '../../map/mapStore.ts';
import { assignOperation, type Operation, redoOperation, undoOperation } from './operations.ts';
import type { ReassignNow } from './reassignNow.ts';
import { tools, useReassignStore } from './reassignStore.ts';
import { stepGap } from './select/GapStepper.tsx';
import { everything } from './select/SelectionBox.tsx';
import { toolKeys } from './select/SelectTools.tsx';
import { inverted } from './select/selection.ts';
import { useHands } from './useHands.ts';

/** The keys of the work: a tool each, Enter gives, Ctrl+Z and Ctrl+Y undo and redo, N goes to the next gap. */
export function useReassignKeys(now: ReassignNow): void {
  const hands = useHands();
  const latest = useRef({ now, hands });
  latest.current = { now, hands };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isElsewhere(event)) return;
      const { now: current, hands: own } = latest.current;
      const act = (operation: Operation) => {
        event.preventDefault();
        if (operation.disabledReason === null) operation.run();
        else own.say(operation.disabledReason);
      };
      const key = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (key === 'z') act(event.shiftKey ? redoOperation(current, own) : undoOperation(current, own));
        else if (key === 'y') act(redoOperation(current, own));
        return;
      }
      if (event.altKey) return;
      const { setTool, setSelected, selected, tool, page } = useReassignStore.getState();
      const chosenTool = tools.find((each) => toolKeys[each].toLowerCase() === key);
      if (chosenTool) return setTool(chosenTool);
      if (key === 'enter' && page === 'move' && isFree(event)) act(assignOperation(current, own));
      else if (key === 'i') setSelected(inverted(everything(current), selected));
      else if (key === 'n') stepGap(current, event.shiftKey ? -1 : 1);
      else if (key === 'escape') {
        if (selected.size > 0) setSelected(new Set());
        else if (tool !== 'point') setTool('point');
        else return;
        // The card that is open stays: Escape has done its work.
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}

/** Typed into a box, or pressed while a dialog is open. */
function isElsewhere({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (defaultPrevented || document.querySelector('dialog[open]')) return true;
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !isRadio(target);
}

function isRadio(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type === 'radio';
}

/** Enter on a button is that button's; on the map, on the target that is chosen, or on nothing in particular it is ours. */
function isFree({ target }: KeyboardEvent): boolean {
  const isChosenTarget = target instanceof HTMLElement && target.dataset.chosenTarget === 'true';
  // What only code can focus is where the focus went when a row or a button was gone.
  const isNothing =
    target === document.body || (target instanceof HTMLElement && target.matches('[tabindex="-1"]:not(button)'));
  return isChosenTarget || isNothing || target === useMapStore.getState().map?.getCanvas();
}
