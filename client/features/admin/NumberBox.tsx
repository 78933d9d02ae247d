import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './rules.module.css';

type NumberBoxProps = {
  label: string;
  /** Whether the label stands beside the box or is only heard, as in a table. */
  isBare?: boolean;
  value: number;
  least: number;
  most: number;
  isWhole?: boolean;
  /** Not a number while what is written is none, or out of bounds. */
  onChange: (value: number) => void;
};

/** A number within bounds; what is written wrong stays as it is written, with what is expected below it. */
export function NumberBox({ label, isBare = false, value, least, most, isWhole = false, onChange }: NumberBoxProps) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (Number.isFinite(value) ? String(value) : '');
  const isWrong = Number.isNaN(read(shown, least, most, isWhole));
  const expected = t(isWhole ? 'admin.rules.wholeBetween' : 'admin.rules.between', { least, most });
  return (
    <span className={styles.number} data-bare={isBare}>
      {!isBare && <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        inputMode={isWhole ? 'numeric' : 'decimal'}
        aria-label={isBare ? label : undefined}
        aria-invalid={isWrong || undefined}
        aria-describedby={isWrong ? `${id}-note` : undefined}
        value={shown}
        onChange={(event) => {
          setText(event.target.value);
          onChange(read(event.target.value, least, most, isWhole));
        }}
        onBlur={() => !isWrong && setText(null)}
      />
      {isWrong && <small id={`${id}-note`}>{expected}</small>}
    </span>
  );
}

/** The number a text is; not a number where it is none, or out of bounds. */
function read(text: string, least: number, most: number, isWhole: boolean): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < least || value > most) return Number.NaN;
  return isWhole && !Number.isInteger(value) ? Number.NaN : value;
}
