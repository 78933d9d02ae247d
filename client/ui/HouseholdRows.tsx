import { House, Store } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HouseholdItem } from '../../shared/household.ts';
import type { HouseholdPages } from '../api/householdPages.ts';
import { useLabels } from '../app/i18n.ts';
import { useMapStore } from '../map/mapStore.ts';
import { useOpen } from '../map/useOpen.ts';
import { Button } from './Button.tsx';
import styles from './Card.module.css';
import { ListRow, RowList } from './ListRow.tsx';
import { Personal } from './Personal.tsx';
import { ErrorNote, Skeleton } from './states.tsx';
import { Tag } from './Tag.tsx';

type HouseholdRowProps = {
  household: HouseholdItem;
  /** Instead of the address, where the list says part of it already. */
  title?: string;
  aside?: ReactNode;
};

/** One household of a list: hovering lights it up on the map and the map lights up the row, a click opens its file. */
export function HouseholdRow({ household, title, aside }: HouseholdRowProps) {
  const { t } = useTranslation();
  const open = useOpen();
  const { countyCode, id, position } = household;
  const isHovered = useMapStore(({ hover }) => hover?.kind === 'household' && hover.id === id);
  const setHover = useMapStore((store) => store.setHover);
  const Icon = household.kind === 'shop' ? Store : House;
  const rest = [t('ui.persons', { count: household.persons }), household.laneName].filter(Boolean).join(' · ');
  return (
    <ListRow
      icon={<Icon size={18} aria-hidden />}
      title={title || household.address || household.number}
      note={
        <>
          <Personal text={household.name} />
          {household.name && ' · '}
          {rest}
        </>
      }
      aside={aside ?? <HouseholdAside household={household} />}
      isActive={isHovered}
      onClick={() => open({ kind: 'household', countyCode, id }, position)}
      onHover={(entered) => setHover(entered ? { kind: 'household', countyCode, id } : null)}
    />
  );
}

function HouseholdAside({ household }: { household: HouseholdItem }) {
  const { t } = useTranslation();
  if (household.categories.length > 0) return <KeyPersonTag household={household} />;
  return household.position ? null : t('ui.notOnMap');
}

/** The first category of a household's key people, and how many more there are. */
export function KeyPersonTag({ household }: { household: HouseholdItem }) {
  const { keyPersonCategory } = useLabels();
  const [first, ...others] = household.categories;
  if (!first) return null;
  const more = others.length > 0 ? ` +${others.length}` : '';
  return (
    <Tag tone="keyPerson">
      {keyPersonCategory[first]}
      {more}
    </Tag>
  );
}

/** Pages of households with the total and the way to the next twenty. */
export function HouseholdRows({
  pages,
  label,
  none,
  row = (household) => <HouseholdRow key={household.id} household={household} />,
}: {
  pages: HouseholdPages;
  label: string;
  none: ReactNode;
  row?: (household: HouseholdItem) => ReactNode;
}) {
  const { t } = useTranslation();
  if (pages.isPending) return <Skeleton widths={[88, 62, 88, 70, 88, 58]} />;
  if (pages.items.length === 0) return pages.error ? <ErrorNote error={pages.error} onRetry={pages.retry} /> : none;
  const rest = pages.total - pages.items.length;
  return (
    <>
      <RowList label={label}>{pages.items.map(row)}</RowList>
      {pages.error ? <ErrorNote error={pages.error} onRetry={pages.more} /> : null}
      {rest > 0 ? (
        <div className={styles.more}>
          <Button isDisabled={pages.isFetchingMore} onClick={pages.more}>
            {pages.isFetchingMore ? t('ui.loading') : t('ui.loadMore', { count: Math.min(20, rest) })}
          </Button>
          <span className={styles.aside}>{t('ui.shown', { shown: pages.items.length, total: pages.total })}</span>
        </div>
      ) : null}
    </>
  );
}
