import { Search } from 'lucide-react';
import styles from './ui.module.css';

type SearchFieldProps = {
  /** What can be found, inside the box and for those who hear it. */
  label: string;
  value: string;
  onChange: (text: string) => void;
  /** Beside a title. */
  isSmall?: boolean;
};

/** A box that narrows what stands below it as one types. */
export function SearchField({ label, value, onChange, isSmall = false }: SearchFieldProps) {
  return (
    <span className={styles.find} data-small={isSmall}>
      <Search size={isSmall ? 14 : 16} aria-hidden />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        autoComplete="off"
        maxLength={100}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </span>
  );
}
