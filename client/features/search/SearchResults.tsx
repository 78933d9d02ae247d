import type { UseQueryResult } from '@tanstack/react-query';
import {
  Building2,
  House,
  Landmark,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  Route,
  Shapes,
  TriangleAlert,
  User,
} from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchKind, SearchResult } from '../../../shared/search.ts';
import { useCurrentArea } from '../../api/area.ts';
import { useGlass } from '../../api/glass.ts';
import { useMay } from '../../api/me.ts';
import { useLabels } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { matchParts } from './matchParts.ts';
import { type SearchOption, searchListId } from './options.ts';
import { SearchHints } from './SearchHints.tsx';
import styles from './search.module.css';
import { placeOf } from './useChoose.ts';

const icons: Record<SearchKind, LucideIcon> = {
  household: House,
  person: User,
  zone: Shapes,
  place: MapPin,
  street: Route,
  hazard: TriangleAlert,
  asset: Landmark,
  area: MapIcon,
};

type SearchResultsProps = {
  text: string;
  query: UseQueryResult<SearchResult, unknown>;
  options: readonly SearchOption[];
  active: number;
  onActive: (index: number) => void;
  onChoose: (option: SearchOption) => void;
};

/** What was found, by kind; before anything is typed, what can be. */
export function SearchResults({ text, query, options, active, onActive, onChoose }: SearchResultsProps) {
  const { t } = useTranslation();
  const isEmpty = query.data !== undefined && query.data.groups.length === 0;
  return (
    <>
      {text === '' ? <SearchHints /> : null}
      {text !== '' && query.error ? <ErrorNote error={query.error} onRetry={() => void query.refetch()} /> : null}
      {text !== '' && query.isPending && !query.error ? <Skeleton widths={[40, 85, 70, 85, 60]} /> : null}
      {text !== '' && isEmpty && !query.isFetching ? (
        <div className={styles.none}>
          <p>{t('search.none', { text })}</p>
          <p>{t('search.noneHint')}</p>
          <FindByDoor />
        </div>
      ) : null}
      <div id={searchListId} role="listbox" aria-label={t('search.results')} className={styles.results}>
        {text === ''
          ? null
          : query.data?.groups.map((group) => (
              <ResultGroup
                key={group.kind}
                group={group}
                text={text}
                options={options}
                active={active}
                onActive={onActive}
                onChoose={onChoose}
              />
            ))}
      </div>
    </>
  );
}

/** For those whose own households are few: the way to another of the village, when it has to be. */
function FindByDoor() {
  const { t } = useTranslation();
  const ask = useGlass((store) => store.ask);
  const mayOpen = useMay('glass.open');
  const area = useCurrentArea();
  if (!mayOpen || area?.level !== 'village') return null;
  return (
    <Button onClick={() => ask({ villageCode: area.code, villageName: area.name })}>{t('search.findByDoor')}</Button>
  );
}

type ResultGroupProps = Pick<SearchResultsProps, 'text' | 'options' | 'active' | 'onActive' | 'onChoose'> & {
  group: SearchResult['groups'][number];
};

function ResultGroup({ group, text, options, active, onActive, onChoose }: ResultGroupProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { searchKind } = useLabels();
  const titleId = `search-group-${group.kind}`;
  const rest = group.total - group.items.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox.
    <div role="group" aria-labelledby={titleId} className={styles.group}>
      <div id={titleId} className={styles.groupTitle} role="presentation">
        {searchKind[group.kind]} <span>{count(group.total)}</span>
      </div>
      {options.map((option, index) =>
        option.kind === group.kind ? (
          <ResultRow
            key={option.elementId}
            option={option}
            text={text}
            isActive={index === active}
            onActive={() => onActive(index)}
            onChoose={() => onChoose(option)}
          />
        ) : null,
      )}
      {rest > 0 ? (
        <div className={styles.rest} role="presentation">
          {t('search.more', { rest: count(rest) })}
        </div>
      ) : null}
    </div>
  );
}

type ResultRowProps = {
  option: SearchOption;
  text: string;
  isActive: boolean;
  onActive: () => void;
  onChoose: () => void;
};

function ResultRow({ option, text, isActive, onActive, onChoose }: ResultRowProps) {
  const { t } = useTranslation();
  const { item, kind, elementId } = option;
  const Icon = kind === 'household' && item.subtitle === '' ? Building2 : icons[kind];
  useEffect(() => {
    if (isActive) document.getElementById(elementId)?.scrollIntoView({ block: 'nearest' });
  }, [isActive, elementId]);
  return (
    // biome-ignore lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the combobox keeps the focus and the keys.
    <div
      id={elementId}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      onMouseMove={isActive ? undefined : onActive}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon size={18} className={styles.icon} aria-hidden />
      <span className={styles.optionText}>
        <span className={styles.optionTitle}>
          {matchParts(item.title, text).map((part) =>
            part.matched ? <mark key={part.text}>{part.text}</mark> : <span key={part.text}>{part.text}</span>,
          )}
        </span>
        {item.subtitle ? <span className={styles.optionNote}>{item.subtitle}</span> : null}
      </span>
      {placeOf(item) ? null : <Tag>{t('search.unplaced')}</Tag>}
    </div>
  );
}
