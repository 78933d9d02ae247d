import type { TFunction } from 'i18next';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf, type Slot } from '../../../../shared/move.ts';
import type { MoveReason, SuggestedMove } from '../../../../shared/suggest.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { formatDistance } from '../../../ui/format.ts';
import { TextButton } from '../../../ui/TextButton.tsx';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import { holderName, thingName } from '../names.ts';
import { OperationButton } from '../OperationButton.tsx';
import { whyNotEditable } from '../operations.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { Shortcomings } from './Shortcomings.tsx';
import styles from './suggest.module.css';
import type { Suggested } from './useSuggestion.ts';

/** Suggestions that are drawn at first. */
const firstMoves = 50;

/** What was found, how good it is, and the moves that are still to be taken. */
export function SuggestedMoves({ now, suggested }: { now: ReassignNow; suggested: Suggested }) {
  const { t } = useTranslation();
  const { say, propose } = useReassignStore();
  const [isWhole, setWhole] = useState(false);
  const { result, kind } = suggested;
  const { draft } = now;
  const left = useMemo(
    () => result.moves.filter(({ move }) => draft.sheet.holder(move.slot, move.id) !== move.to),
    [result.moves, draft],
  );
  const gesture = kind === 'links' ? 'links' : 'repair';
  // Something else may have moved it since; the suggestion is about where it goes.
  const fromHere = ({ move }: SuggestedMove) => ({ ...move, from: draft.sheet.holder(move.slot, move.id) });
  const accept = (moves: readonly SuggestedMove[], message: string) => {
    now.open?.perform({ kind: gesture, moves: moves.map(fromHere) });
    say(message);
  };
  useEffect(() => {
    const { sheet } = draft;
    propose(left.map(({ move }) => ({ ...move, from: sheet.holder(move.slot, move.id) })));
    return () => propose(null);
  }, [left, draft, propose]);
  const shown = left.slice(0, isWhole ? left.length : firstMoves);
  return (
    <>
      <Shortcomings now={now} suggested={suggested} left={left.length} />
      {left.length > 0 ? (
        <div className={controls.assign}>
          <OperationButton
            isPrimary
            operation={{
              label: t('reassign.suggest.acceptAll', { count: left.length }),
              disabledReason: whyNotEditable(now, t),
              run: () => accept(left, t('reassign.suggest.acceptedAll')),
            }}
          />
        </div>
      ) : null}
      <ul className={styles.suggested}>
        {shown.map((each) => (
          <SuggestedRow
            key={keyOf(each.move)}
            now={now}
            suggested={each}
            onAccept={(message) => accept([each], message)}
          />
        ))}
      </ul>
      {left.length > shown.length ? (
        <TextButton onClick={() => setWhole(true)}>{t('reassign.showAll', { count: left.length })}</TextButton>
      ) : null}
    </>
  );
}

type SuggestedRowProps = { now: ReassignNow; suggested: SuggestedMove; onAccept: (message: string) => void };

/** One proposed move with its reason; the map lights up what it is about. */
function SuggestedRow({ now, suggested: { move, reason, metres }, onAccept }: SuggestedRowProps) {
  const { t } = useTranslation();
  const setHover = useMapStore((store) => store.setHover);
  const thing = thingName(now, move, t);
  const to = holderName(now, move.slot, move.to, t);
  const kind = move.slot === 'grid' ? 'zone' : 'household';
  const light = (isLit: boolean) => setHover(isLit ? { kind, countyCode: now.countyCode, id: move.id } : null);
  const closed = whyNotEditable(now, t);
  return (
    <li className={lists.suggestedRow} onMouseEnter={() => light(true)} onMouseLeave={() => light(false)}>
      <span className={shared.suggestedText}>
        <span>
          {thing} <span className={shared.was}>{holderName(now, move.slot, move.from, t)} →</span> {to}
        </span>
        <span className={shared.suggestedReason}>
          {[reasonText(now, move.slot, reason, t), metres === null ? null : formatDistance(metres)]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </span>
      <button
        type="button"
        className={controls.operation}
        aria-label={t('reassign.suggest.acceptNamed', { thing, to })}
        aria-disabled={closed !== null}
        title={closed ?? undefined}
        onFocus={() => light(true)}
        onBlur={() => light(false)}
        onClick={() => closed === null && onAccept(t('reassign.suggest.accepted', { thing, to }))}
      >
        {t('reassign.suggest.accept')}
      </button>
    </li>
  );
}

function reasonText(now: ReassignNow, slot: Slot, reason: MoveReason, t: TFunction): string {
  switch (reason.kind) {
    case 'none':
      return t('reassign.suggest.reason.none');
    case 'apart':
    case 'passOn':
      return t(`reassign.suggest.reason.${reason.kind}`, { holder: holderName(now, slot, reason.holderId, t) });
    case 'over':
    case 'under':
      return t(`reassign.suggest.reason.${reason.kind}`, {
        holder: holderName(now, slot, reason.holderId, t),
        by: reason.by,
      });
  }
}
