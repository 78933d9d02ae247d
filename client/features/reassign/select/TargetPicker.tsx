import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDistance } from '../../../ui/format.ts';
import { SearchField } from '../../../ui/SearchField.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { useMapState } from '../../../url/mapState.ts';
import controls from '../controls.module.css';
import { rowsOfIds } from '../draft.ts';
import lists from '../lists.module.css';
import { placeOfHolder } from '../map/mapFacts.ts';
import { holderName } from '../names.ts';
import { OperationButton } from '../OperationButton.tsx';
import { assignOperation, releaseOperation } from '../operations.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { useHands } from '../useHands.ts';
import styles from './select.module.css';
import { middleOf, neighbouringHolders, rankedTargets, type Target } from './targets.ts';

const firstTargets = 5;

/** To whom: the likeliest first, each shown in the table as soon as it is pointed at; and the button that does it. */
export function TargetPicker({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { slot, target, chosen } = now;
  const hands = useHands();
  const [word, setWord] = useState('');
  const [isWhole, setWhole] = useState(false);
  const targets = useTargets(now);
  const found = targets.filter(({ id }) => holderName(now, slot, id, t).includes(word.trim()));
  const shown = found.slice(0, isWhole || word !== '' ? 40 : firstTargets);
  return (
    <section className={shared.section} aria-label={t('reassign.to')}>
      <div className={shared.sectionHead}>
        <h3 className={shared.sectionTitle}>
          {t('reassign.to')}
          {target === null ? null : <span className={styles.targetName}>{holderName(now, slot, target, t)}</span>}
        </h3>
        <SearchField isSmall label={t(`reassign.findTarget.${slot}`)} value={word} onChange={setWord} />
      </div>
      {chosen.size === 0 && word === '' ? (
        <p className={lists.none}>{t(`reassign.toHint.${slot}`)}</p>
      ) : (
        <ul className={styles.targets}>
          {shown.map((each) => (
            <TargetRow key={each.id} target={each} now={now} />
          ))}
          {shown.length === 0 ? <li className={lists.none}>{t('reassign.noTarget')}</li> : null}
        </ul>
      )}
      {found.length > shown.length && (chosen.size > 0 || word !== '') && !isWhole ? (
        <TextButton onClick={() => setWhole(true)}>{t('reassign.moreTargets')}</TextButton>
      ) : null}
      <div className={controls.assign}>
        <OperationButton operation={assignOperation(now, hands)} isPrimary />
        {slot === 'grid' ? null : <OperationButton operation={releaseOperation(now, hands)} />}
      </div>
    </section>
  );
}

function TargetRow({ target, now }: { target: Target; now: ReassignNow }) {
  const { t } = useTranslation();
  const [{ target: chosenTarget }, change] = useMapState();
  const pointAt = useReassignStore((store) => store.pointAt);
  const { id, households, room, metres, neighbours } = target;
  const isLocked = now.locked.has(id);
  return (
    <li>
      <button
        type="button"
        className={controls.target}
        aria-pressed={chosenTarget === id}
        data-chosen-target={chosenTarget === id}
        onMouseEnter={() => pointAt(id)}
        onMouseLeave={() => pointAt(null)}
        onFocus={() => pointAt(id)}
        onBlur={() => pointAt(null)}
        onClick={() => change({ target: chosenTarget === id ? null : id }, { history: 'replace' })}
      >
        <span className={lists.targetTitle}>{holderName(now, now.slot, id, t)}</span>
        <span className={shared.targetFacts}>
          {isLocked ? <span>{t('reassign.locked')}</span> : null}
          {neighbours > 0 ? <span>{t('reassign.nextDoor')}</span> : null}
          {metres === null ? null : <span>{formatDistance(metres)}</span>}
          <span data-full={room <= 0}>{t('reassign.room', { households, room: Math.max(0, room) })}</span>
        </span>
      </button>
    </li>
  );
}

function useTargets(now: ReassignNow): Target[] {
  const { slot, draft, register, members, chosen } = now;
  return useMemo(() => {
    const { sheet, order, neighbours } = draft;
    const { household } = register;
    const rows = slot === 'grid' ? [...chosen].flatMap((id) => sheet.rowsOf(id)) : rowsOfIds(register, chosen);
    const idAt = (row: number) => household.id[row] ?? 0;
    const holderOf = (row: number): number | null => {
      const lane = sheet.holder('lane', idAt(row));
      return slot === 'grid' && lane !== null ? sheet.holder('grid', lane) : lane;
    };
    const near = slot === 'member' ? new Map<number, number>() : neighbouringHolders(neighbours, rows, holderOf);
    const [first] = chosen;
    const wanted = slot === 'lane' ? order.innermost : (order.ordinalOf(first ?? 0) ?? order.innermost) - 1;
    const place = (id: number) => placeOfHolder({ register, draft, members }, slot, id, []);
    const candidates =
      slot === 'member'
        ? members.map(({ personId, capacity }) => ({
            id: personId,
            after: { households: sheet.member(personId)?.after ?? 0 },
            max: capacity,
            position: place(personId),
          }))
        : register.zones.flatMap(({ id, level }) => {
            const row = order.ordinalOf(id) === wanted ? sheet.zone(id) : null;
            return row ? [{ id, after: row.after, max: sheet.limitsOf(level).maxHouseholds, position: place(id) }] : [];
          });
    // Whoever has all of it already is no target.
    const holders = new Set([...chosen].map((id) => sheet.holder(slot, id)));
    const only = holders.size === 1 ? [...holders][0] : null;
    return rankedTargets(
      candidates.filter(({ id }) => id !== only),
      middleOf(household, rows),
      near,
    );
  }, [slot, draft, register, members, chosen]);
}
