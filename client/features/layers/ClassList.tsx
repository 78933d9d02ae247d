import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.ts';
import { formatCount } from '../../ui/format.ts';
import styles from './layers.module.css';

export type LegendClass<Key> = {
  key: Key;
  label: string;
  count: number;
  sign: ReactNode;
  /** Whether the filter lets this class through on its own. */
  isChosen: boolean;
};

type ClassListProps<Key> = {
  classes: readonly LegendClass<Key>[];
  /** Filters the map by the class; without it the list only explains. */
  onToggle?: (key: Key) => void;
};

/** Classes of a layer with their signs and counts; each filters the map when clicked. */
export function ClassList<Key extends string | number>({ classes, onToggle }: ClassListProps<Key>) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const isFiltered = classes.some((each) => each.isChosen);
  return (
    <ul className={styles.classes}>
      {classes.map(({ key, label, count, sign, isChosen }) => {
        const content = (
          <>
            <span className={styles.sign}>{sign}</span>
            <span className={styles.word}>{label}</span>
            <span className={styles.count}>{formatCount(count, language)}</span>
          </>
        );
        return (
          <li key={key}>
            {onToggle ? (
              <button
                type="button"
                className={styles.class}
                aria-pressed={isChosen}
                data-dim={isFiltered && !isChosen}
                title={t('layers.filterBy', { name: label })}
                onClick={() => onToggle(key)}
              >
                {content}
              </button>
            ) : (
              <span className={styles.class}>{content}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** The list without the member, or with it. */
export function toggled<Member>(list: readonly Member[], member: Member): Member[] {
  return list.includes(member) ? list.filter((each) => each !== member) : [...list, member];
}

/** A dot in a colour, hollow on demand. */
export function Dot({ colour, isHollow = false }: { colour: string; isHollow?: boolean }) {
  return (
    <svg width={14} height={14} aria-hidden="true">
      <circle cx={7} cy={7} r={5} fill={isHollow ? 'none' : colour} stroke={colour} strokeWidth={2} />
    </svg>
  );
}
