import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, Search, X } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useDebounced } from '../../ui/useDebounced.ts';
import { type SearchOption, searchListId, searchOptions, searchTotal, stepThrough } from './options.ts';
import { SearchResults } from './SearchResults.tsx';
import styles from './search.module.css';
import { useChoose } from './useChoose.ts';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 150;

/** Finds people, households, doors, places, streets, zones and hazards, and goes there. Nothing typed is kept. */
export function SearchBox() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const asked = useDebounced(text.trim(), typingRest);
  const query = useFind(isOpen ? asked : '');
  const options = asked === '' ? [] : searchOptions(query.data);
  const choose = useChoose();
  const close = () => {
    setIsOpen(false);
    setText('');
    setActive(-1);
    input.current?.blur();
  };
  const take = (option: SearchOption) => {
    close();
    choose(option);
  };
  const press = (event: KeyboardEvent) => {
    const current = options[active] ?? (options.length === 1 ? options[0] : undefined);
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown') setActive(stepThrough(active, 1, options.length));
    else if (event.key === 'ArrowUp') setActive(stepThrough(active, -1, options.length));
    else if (event.key === 'Enter' && current) take(current);
    else return;
    event.preventDefault();
  };

  return (
    <search
      className={styles.search}
      data-open={isOpen}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setIsOpen(false);
      }}
    >
      <button
        type="button"
        className={styles.opener}
        aria-label={t('search.open')}
        onClick={() => {
          setIsOpen(true);
          requestAnimationFrame(() => input.current?.focus());
        }}
      >
        <Search size={20} aria-hidden />
      </button>
      <div className={styles.field}>
        <button type="button" className={styles.back} aria-label={t('search.close')} onClick={close}>
          <ArrowLeft size={20} aria-hidden />
        </button>
        <Search size={16} className={styles.glass} aria-hidden />
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-label={t('search.label')}
          aria-expanded={isOpen}
          aria-controls={searchListId}
          aria-autocomplete="list"
          aria-activedescendant={options[active]?.elementId}
          aria-keyshortcuts="Control+K /"
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          maxLength={60}
          value={text}
          onFocus={() => setIsOpen(true)}
          onChange={(event) => {
            setText(event.target.value);
            setActive(-1);
            setIsOpen(true);
          }}
          onKeyDown={press}
        />
        {text === '' ? (
          <span className={styles.shortcut} aria-hidden="true">
            Ctrl K
          </span>
        ) : (
          <button
            type="button"
            className={styles.clear}
            aria-label={t('search.clear')}
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
          >
            <X size={16} aria-hidden />
          </button>
        )}
      </div>
      <div className={styles.popup} hidden={!isOpen}>
        <SearchResults
          text={text.trim()}
          query={query}
          options={options}
          active={active}
          onActive={setActive}
          onChoose={take}
        />
      </div>
      <p className={styles.silent} role="status">
        {isOpen && query.data && asked !== '' ? t('search.found', { total: searchTotal(query.data) }) : ''}
      </p>
    </search>
  );
}

function useFind(text: string) {
  const trpc = useTRPC();
  const areaCode = useCurrentArea()?.code;
  const input = { text, areaCode, perKind: 5 };
  return useQuery({
    ...trpc.search.find.queryOptions(input, { trpc: { abortOnUnmount: true } }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
    // What was searched for is forgotten as soon as it is not shown any more.
    gcTime: 0,
  });
}
