import { useTranslation } from 'react-i18next';
import { Choice, Field } from '../../../ui/Field.tsx';
import type { SideChoice } from './compareSides.ts';
import styles from './pattern.module.css';

type ComparePickProps = {
  label: string;
  choice: SideChoice;
  options: readonly { key: string; name: string }[];
  onChange: (choice: SideChoice) => void;
};

/** What stands on one side: from when to when, or where. */
export function ComparePick({ label, choice, options, onChange }: ComparePickProps) {
  const { t } = useTranslation();
  if (choice.kind === 'area') {
    return (
      <Choice
        label={label}
        value={choice.key}
        onChange={(event) => onChange({ kind: 'area', key: event.target.value })}
      >
        {options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </Choice>
    );
  }
  const isTurned = choice.from > choice.to;
  return (
    <fieldset className={styles.period}>
      <legend>{label}</legend>
      <Field
        label={t('triage.fromDay')}
        type="date"
        value={choice.from}
        error={isTurned ? t('triage.daysTurned') : null}
        onChange={(event) => event.target.value && onChange({ ...choice, from: event.target.value })}
      />
      <Field
        label={t('triage.toDay')}
        type="date"
        value={choice.to}
        onChange={(event) => event.target.value && onChange({ ...choice, to: event.target.value })}
      />
    </fieldset>
  );
}
