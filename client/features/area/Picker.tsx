import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './area.module.css';

/** Something to step to; `words` is what it is found by. */
export type Choice = { key: string; name: string; note: string; words: string; choose: () => void };

const rowHeight = 36;
/** From so many choices on, a field to find one in is worth its room. */
const searchableFrom = 8;

type PickerProps = {
  id: string;
  level: string;
  currentKey: string | null;
  choices: readonly Choice[];
  anchor: HTMLElement | null;
  onClose: () => void;
};

/** A list to choose from that draws only what is seen of it, so that a county's 839 villages open at once. */
export function Picker({ id, level, currentKey, choices, anchor, onClose }: PickerProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const panel = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const found = matching(choices, text);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      choices.findIndex(({ key }) => key === currentKey),
    ),
  );
  useCloseOutside(panel, anchor, onClose);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    onClose();
    choice.choose();
  };
  const press = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === 'Escape') onClose();
    else if (event.key === 'ArrowDown') setActive(Math.min(last, active + 1));
    else if (event.key === 'ArrowUp') setActive(Math.max(0, active - 1));
    else if (event.key === 'Enter') take(found[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div ref={panel} className={styles.picker} style={placeUnder(anchor)}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the list was opened to be chosen from.
        autoFocus
        className={styles.filter}
        data-needed={choices.length >= searchableFrom}
        role="combobox"
        aria-label={t('area.choose', { level })}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[active] ? `${id}-${active}` : undefined}
        placeholder={t('area.search')}
        autoComplete="off"
        value={text}
        onKeyDown={press}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
      />
      <Options id={id} level={level} found={found} active={active} currentKey={currentKey} onChoose={take} />
      {found.length === 0 ? <p className={styles.none}>{t('area.none', { text, level })}</p> : null}
      {choices.length >= searchableFrom ? (
        <p className={styles.total}>{t('area.total', { total: count(choices.length) })}</p>
      ) : null}
    </div>
  );
}

type OptionsProps = Pick<PickerProps, 'id' | 'level' | 'currentKey'> & {
  found: readonly Choice[];
  active: number;
  onChoose: (choice: Choice) => void;
};

function Options({ id, level, found, active, currentKey, onChoose }: OptionsProps) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
  });
  useEffect(() => {
    if (found.length > 0) virtualizer.scrollToIndex(active);
  }, [active, found.length, virtualizer]);
  return (
    <div
      ref={scroller}
      className={styles.scroller}
      style={{ height: Math.min(found.length * rowHeight, rowHeight * 9) }}
      // A scrolled region must be reachable; the field above moves it with the arrows.
      tabIndex={-1}
    >
      <div
        id={id}
        role="listbox"
        aria-label={t('area.choose', { level })}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const choice = found[index];
          if (!choice) return null;
          return (
            // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the field keeps the focus and the keys.
            <div
              key={choice.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={choice.key === currentKey}
              aria-setsize={found.length}
              aria-posinset={index + 1}
              data-active={index === active}
              className={styles.option}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              onClick={() => onChoose(choice)}
            >
              <span>{choice.name}</span>
              <small>{choice.note}</small>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function matching(choices: readonly Choice[], text: string): readonly Choice[] {
  const wanted = text.trim().toLocaleLowerCase();
  return wanted === '' ? choices : choices.filter(({ words }) => words.toLocaleLowerCase().includes(wanted));
}

const pickerWidth = 280;

function placeUnder(anchor: HTMLElement | null): { left: number; top: number; width: number } {
  const { left, bottom } = anchor?.getBoundingClientRect() ?? { left: 0, bottom: 0 };
  const width = Math.min(pickerWidth, window.innerWidth - 16);
  return { left: Math.max(8, Math.min(left - 12, window.innerWidth - width - 8)), top: bottom + 8, width };
}

function useCloseOutside(
  panel: React.RefObject<HTMLElement | null>,
  anchor: HTMLElement | null,
  onClose: () => void,
): void {
  useEffect(() => {
    const press = (event: PointerEvent) => {
      const target = event.target instanceof Node ? event.target : null;
      if (!panel.current?.contains(target) && !anchor?.contains(target)) onClose();
    };
    window.addEventListener('pointerdown', press, true);
    return () => window.removeEventListener('pointerdown', press, true);
  });
}
