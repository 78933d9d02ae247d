import { ChevronDown } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './area.module.css';
import { type Choice, Picker } from './Picker.tsx';

type CrumbProps = {
  /** Null for the way into the next level. */
  name: string | null;
  /** Name of the level, for those who cannot see the arrow. */
  level: string;
  isCurrent: boolean;
  currentKey: string | null;
  choices: readonly Choice[];
  onGo: () => void;
};

/** A step of the path: its name goes there, its arrow lists what lies beside it. */
export function Crumb({ name, level, isCurrent, currentKey, choices, onGo }: CrumbProps) {
  const { t } = useTranslation();
  const listId = useId();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = () => {
    setIsOpen(false);
    opener.current?.focus();
  };
  return (
    <li className={styles.crumb} data-current={isCurrent} data-next={name === null}>
      {name === null ? null : (
        <button type="button" className={styles.name} aria-current={isCurrent ? 'location' : undefined} onClick={onGo}>
          {name}
        </button>
      )}
      <button
        ref={opener}
        type="button"
        className={styles.opener}
        aria-label={t(name === null ? 'area.choose' : 'area.switch', { level })}
        aria-haspopup="listbox"
        aria-expanded={isOpen}
        aria-controls={isOpen ? listId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {name === null ? <span className={styles.nextLevel}>{level}</span> : null}
        <ChevronDown size={14} aria-hidden />
      </button>
      {isOpen ? (
        <Picker
          id={listId}
          level={level}
          currentKey={currentKey}
          choices={choices}
          anchor={opener.current}
          onClose={close}
        />
      ) : null}
    </li>
  );
}
