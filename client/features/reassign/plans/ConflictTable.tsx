import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keyOf } from '../../../../shared/move.ts';
import { type ConflictChoice, conflictChoices } from '../../../../shared/plan.ts';
import type { Resolution } from '../../../../shared/reassign.ts';
import { Button } from '../../../ui/Button.tsx';
import { Table } from '../../../ui/Table.tsx';
import type { ShownConflict } from '../conflicts.ts';
import { holderName, thingName } from '../names.ts';
import type { ReassignNow } from '../reassignNow.ts';
import styles from './plans.module.css';

type Choices = Readonly<Record<string, ConflictChoice>>;
export type ConflictChoices = {
  choices: Choices;
  choose: (conflicts: readonly ShownConflict[], choice: ConflictChoice) => void;
  /** How many are not decided yet. */
  undecided: number;
  /** What was decided about every row, with what the row was when it was decided. */
  resolutions: Resolution[];
};

/** What is decided about each of the rows that somebody else has changed. */
export function useConflictChoices(conflicts: readonly ShownConflict[]): ConflictChoices {
  const [chosen, setChosen] = useState<Choices>({});
  const gone = conflicts.filter(({ isGone }) => isGone).map(({ move }) => [keyOf(move), 'theirs'] as const);
  const choices: Choices = { ...chosen, ...Object.fromEntries(gone) };
  return {
    choices,
    choose: (those, choice) =>
      setChosen((held) => ({ ...held, ...Object.fromEntries(those.map(({ move }) => [keyOf(move), choice])) })),
    undecided: conflicts.filter(({ move }) => !choices[keyOf(move)]).length,
    resolutions: conflicts.flatMap(({ move, now }): Resolution[] => {
      const choice = choices[keyOf(move)];
      return choice ? [{ slot: move.slot, id: move.id, now, choice }] : [];
    }),
  };
}

type ConflictTableProps = { now: ReassignNow; conflicts: readonly ShownConflict[]; decided: ConflictChoices };

/** Row by row: what the plan wants, what somebody else has made of it meanwhile, and which of the two shall be. */
export function ConflictTable({ now, conflicts, decided: { choices, choose } }: ConflictTableProps) {
  const { t } = useTranslation();
  return (
    <>
      {conflicts.every(({ isGone }) => isGone) ? null : (
        <div className={styles.conflictAll}>
          {conflictChoices.map((choice) => (
            <Button key={choice} onClick={() => choose(conflicts, choice)}>
              {t(`reassign.conflict.all.${choice}`)}
            </Button>
          ))}
        </div>
      )}
      <div className={styles.scrolled}>
        <Table
          columns={[
            t('reassign.conflict.thing'),
            t('reassign.conflict.was'),
            t('reassign.conflict.mine'),
            t('reassign.conflict.theirs'),
          ]}
          isDense
        >
          {conflicts.map((conflict) => (
            <ConflictRow
              key={keyOf(conflict.move)}
              now={now}
              conflict={conflict}
              choice={choices[keyOf(conflict.move)] ?? null}
              onChoose={(choice) => choose([conflict], choice)}
            />
          ))}
        </Table>
      </div>
    </>
  );
}

type ConflictRowProps = {
  now: ReassignNow;
  conflict: ShownConflict;
  choice: ConflictChoice | null;
  onChoose: (choice: ConflictChoice) => void;
};

function ConflictRow({ now, conflict: { move, now: held, isGone }, choice, onChoose }: ConflictRowProps) {
  const { t } = useTranslation();
  const thing = thingName(now, move, t);
  const values: Record<ConflictChoice, string> = {
    mine: holderName(now, move.slot, move.to, t),
    theirs: holderName(now, move.slot, held, t),
  };
  if (isGone) {
    return (
      <tr>
        <th scope="row">{thing}</th>
        <td>{holderName(now, move.slot, move.from, t)}</td>
        <td>{values.mine}</td>
        <td>{t('reassign.conflict.gone')}</td>
      </tr>
    );
  }
  return (
    <tr>
      <th scope="row">{thing}</th>
      <td>{holderName(now, move.slot, move.from, t)}</td>
      {conflictChoices.map((each) => (
        <td key={each}>
          <label className={styles.conflictChoice} data-chosen={choice === each}>
            <input
              type="radio"
              name={keyOf(move)}
              checked={choice === each}
              onChange={() => onChoose(each)}
              aria-label={`${thing}：${t(`reassign.conflict.${each}`)} ${values[each]}`}
            />
            {values[each]}
          </label>
        </td>
      ))}
    </tr>
  );
}
