import type { TFunction } from 'i18next';
import { type Gesture, type Move, maxMovesOfGesture } from '../../../shared/move.ts';
import { holderName, refusalText } from './names.ts';
import type { ReassignNow } from './reassignNow.ts';

/** Something that can be done: a disabled one says why. */
export type Operation = { label: string; keys?: string; disabledReason: string | null; run: () => void };

/** What an operation does besides changing the plan. */
export type Hands = {
  t: TFunction;
  clear: () => void;
  say: (message: string | null) => void;
};

/** Why the open plan cannot be changed, or null. */
export function whyNotEditable(
  { open, mayDraft }: Pick<ReassignNow, 'open' | 'mayDraft'>,
  t: TFunction,
): string | null {
  if (!mayDraft) return t('reassign.why.noDraft');
  if (!open) return t('reassign.why.noPlan');
  if (open.plan.may.includes('edit')) return null;
  return open.plan.state === 'draft'
    ? t('reassign.why.notMine', { name: open.plan.maker })
    : t('reassign.why.notDraft');
}

/** Gives the selection to the target, as one step. */
export function assignOperation(now: ReassignNow, { t, clear, say }: Hands): Operation {
  const { slot, chosen, target, preview } = now;
  const name = target === null ? null : holderName(now, slot, target, t);
  const count = preview.moves.length;
  const things = t(slot === 'grid' ? 'reassign.countZones' : 'reassign.countHouseholds', {
    count: count || chosen.size,
  });
  const run = () => {
    now.open?.perform({ kind: 'assign', moves: [...preview.moves] });
    clear();
    say(t('reassign.done.assign', { things, name }));
  };
  return {
    label:
      name === null
        ? t('reassign.op.assignNobody')
        : chosen.size === 0
          ? t('reassign.op.assignTo', { name })
          : t('reassign.op.assign', { things, name }),
    keys: 'Enter',
    disabledReason: whyNotAssignable(now, t),
    run,
  };
}

function whyNotAssignable(now: ReassignNow, t: TFunction): string | null {
  const { chosen, target, preview, slot } = now;
  const closed = whyNotEditable(now, t);
  if (closed) return closed;
  if (chosen.size === 0) return t(slot === 'grid' ? 'reassign.why.selectZones' : 'reassign.why.select');
  if (target === null) return t('reassign.why.target');
  const [refused] = preview.refused;
  if (preview.moves.length === 0) {
    return refused ? refusalText(now, refused.refusal, t) : t('reassign.why.there');
  }
  return tooMany(preview.moves, t);
}

/** What one gesture cannot hold. */
function tooMany(moves: readonly Move[], t: TFunction): string | null {
  return moves.length > maxMovesOfGesture ? t('reassign.why.tooMany', { most: maxMovesOfGesture }) : null;
}

/** Takes the selection out of whatever holds it. */
export function releaseOperation(now: ReassignNow, { t, clear, say }: Hands): Operation {
  const { slot, chosen, draft } = now;
  const moves = [...chosen].flatMap((id): Move[] => {
    const from = draft.sheet.holder(slot, id);
    return from === null ? [] : [{ slot, id, from, to: null }];
  });
  const things = t('reassign.countHouseholds', { count: moves.length });
  return {
    label: t(slot === 'member' ? 'reassign.op.unlink' : 'reassign.op.release'),
    disabledReason:
      whyNotEditable(now, t) ??
      (chosen.size === 0
        ? t('reassign.why.select')
        : moves.length === 0
          ? t('reassign.why.nobodys')
          : tooMany(moves, t)),
    run: () => {
      now.open?.perform({ kind: 'assign', moves });
      clear();
      say(t('reassign.done.release', { things }));
    },
  };
}

export function undoOperation(now: ReassignNow, { t, say }: Hands): Operation {
  const last = now.open?.plan.gestures.done.at(-1);
  return {
    label: t('reassign.op.undo'),
    keys: 'Ctrl+Z',
    disabledReason: whyNotEditable(now, t) ?? (last ? null : t('reassign.why.nothingToUndo')),
    run: () => {
      now.open?.undo();
      if (last) say(t('reassign.done.undo', { what: gestureText(last, t) }));
    },
  };
}

export function redoOperation(now: ReassignNow, { t, say }: Hands): Operation {
  const next = now.open?.plan.gestures.undone.at(-1);
  return {
    label: t('reassign.op.redo'),
    keys: 'Ctrl+Y',
    disabledReason: whyNotEditable(now, t) ?? (next ? null : t('reassign.why.nothingToRedo')),
    run: () => {
      now.open?.redo();
      if (next) say(t('reassign.done.redo', { what: gestureText(next, t) }));
    },
  };
}

/** 调整 12 户: what a step did. */
export function gestureText({ kind, moves }: Gesture, t: TFunction): string {
  const areZones = moves.every(({ slot }) => slot === 'grid');
  const things = t(areZones ? 'reassign.countZones' : 'reassign.countHouseholds', { count: moves.length });
  return t(`reassign.gesture.${kind}`, { things });
}
