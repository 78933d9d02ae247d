import { useId } from 'react';
import styles from './segments.module.css';

export type Segment<Value extends string> = { value: Value; word: string; isDisabled?: boolean };

type SegmentsProps<Value extends string> = {
  /** What is chosen, for those who do not see the row. */
  label: string;
  segments: readonly Segment<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  /** Beside a title. */
  isSmall?: boolean;
  /** Puts the row among its neighbours. */
  className?: string | undefined;
};

/** One of a few short words, all in sight; what has pages of its own to switch are `Tabs`. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, segments, value, onChange, isSmall = false, className = '' } = props;
  const name = useId();
  return (
    <fieldset className={`${styles.row} ${className}`} data-small={isSmall} aria-label={label}>
      {segments.map((each) => (
        <label key={each.value} className={styles.item} data-word={each.word}>
          <input
            type="radio"
            name={name}
            checked={each.value === value}
            disabled={each.isDisabled}
            onChange={() => onChange(each.value)}
          />
          {each.word}
        </label>
      ))}
    </fieldset>
  );
}
