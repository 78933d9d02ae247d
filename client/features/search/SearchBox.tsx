import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { ArrowLeft, Search, X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { useTRPC } from '../../api/trpc.ts';
import { Silent } from '../../ui/Hint.tsx';
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
  const search = useSearch(input);
  const { isOpen, text, asked, query, options, active } = search;
  return (
    <search
      className={styles.search}
      data-open={isOpen}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) search.setIsOpen(false);
      }}
    >
      <button
        type="button"
        className={styles.opener}
        aria-label={t('search.open')}
        onClick={() => {
          search.setIsOpen(true);
          // On a phone the field is not displayed until it is open.
          requestAnimationFrame(() => input.current?.focus());
        }}
      >
        <Search size={20} aria-hidden />
      </button>
      <SearchField input={input} search={search} />
      <div className={styles.popup} hidden={!isOpen}>
        <SearchResults
          text={text.trim()}
          query={query}
          options={options}
          active={active}
          onActive={search.setActive}
          onChoose={search.take}
        />
      </div>
      <Silent role="status">
        {isOpen && query.data && asked !== '' ? t('search.found', { total: searchTotal(query.data) }) : ''}
      </Silent>
    </search>
  );
}

type SearchState = ReturnType<typeof useSearch>;

/** What is typed, what was found for it, which line is active, and what the keys do. */
function useSearch(input: RefObject<HTMLInputElement | null>) {
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState('');
  const [active, setActive] = useState(-1);
  const asked = useDebounced(text.trim(), typingRest);
  const query = useFind(isOpen ? asked : '');
  const options = asked === '' ? [] : searchOptions(query.data);
  const choose = useChoose();
  const type = (typed: string) => {
    setText(typed);
    setActive(-1);
    setIsOpen(true);
  };
  const close = () => {
    type('');
    setIsOpen(false);
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
  return { isOpen, setIsOpen, text, type, asked, query, options, active, setActive, close, take, press };
}

function SearchField({ input, search }: { input: RefObject<HTMLInputElement | null>; search: SearchState }) {
  const { t } = useTranslation();
  const { isOpen, text, options, active } = search;
  return (
    <div className={styles.field}>
      <button type="button" className={styles.back} aria-label={t('search.close')} onClick={search.close}>
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
        onFocus={() => search.setIsOpen(true)}
        onChange={(event) => search.type(event.target.value)}
        onKeyDown={search.press}
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
            search.type('');
            input.current?.focus();
          }}
        >
          <X size={16} aria-hidden />
        </button>
      )}
    </div>
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
