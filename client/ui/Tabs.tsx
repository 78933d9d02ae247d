import type { KeyboardEvent, ReactNode } from 'react';
import styles from './segments.module.css';

type TabsProps<Value extends string> = {
  /** Ties the row to its `TabPanel`; one of a kind on the screen. */
  id: string;
  label: string;
  tabs: readonly { value: Value; word: string }[];
  value: Value;
  onChange: (value: Value) => void;
  /** `line` for pages within a panel that has tabs itself. */
  look?: 'box' | 'line';
  /** Whether what they choose among is on the page. */
  isShown?: boolean;
  /** Puts the row among its neighbours. */
  className?: string | undefined;
};

/** Switches between pages; arrow keys go through them, as the WAI-ARIA pattern has it. */
export function Tabs<Value extends string>(props: TabsProps<Value>) {
  const { id, label, tabs, value, onChange, look = 'box', isShown = true, className = '' } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = stepped(event.key, tabs.map((each) => each.value).indexOf(value), tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (!tab) return;
    event.preventDefault();
    onChange(tab.value);
    document.getElementById(tabId(id, tab.value))?.focus();
  };
  return (
    <div
      className={`${styles.row} ${className}`}
      data-look={look}
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {tabs.map((each) => (
        <button
          key={each.value}
          id={tabId(id, each.value)}
          type="button"
          role="tab"
          aria-selected={each.value === value}
          aria-controls={isShown ? `${id}-panel` : undefined}
          tabIndex={each.value === value ? 0 : -1}
          className={styles.item}
          data-word={each.word}
          onClick={() => onChange(each.value)}
        >
          {each.word}
        </button>
      ))}
    </div>
  );
}

type TabPanelProps = { id: string; value: string; className?: string | undefined; children: ReactNode };

/** What the chosen tab of the `Tabs` with the same id holds. */
export function TabPanel({ id, value, className, children }: TabPanelProps) {
  return (
    <div id={`${id}-panel`} role="tabpanel" aria-labelledby={tabId(id, value)} className={className}>
      {children}
    </div>
  );
}

function tabId(id: string, value: string): string {
  return `${id}-tab-${value}`;
}

/** The place a key leads to; null when it leads nowhere. */
function stepped(key: string, place: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (place + 1) % count;
    case 'ArrowLeft':
      return (place - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
