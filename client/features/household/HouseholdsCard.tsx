import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHouseholdPages } from '../../api/householdPages.ts';
import { Card, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { HouseholdRow, HouseholdRows } from '../../ui/HouseholdRows.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Selection } from '../../url/mapState.ts';

/** Several households at one point, such as a block of flats: 20 at a time, by floor and unit. */
export function HouseholdsCard({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { countyCode, id, ids = [id] } = selection;
  const pages = useHouseholdPages({ countyCode, ids });
  const building = pages.items[0] ? sharedAddress(pages.items.map((item) => item.address)) : '';
  return (
    <Card
      kicker={
        <>
          <Building2 size={14} aria-hidden />
          {t('household.several')}
        </>
      }
      title={building || t('household.severalTotal', { total: count(ids.length) })}
      subtitle={building ? t('household.severalTotal', { total: count(ids.length) }) : undefined}
      footer={<CardFooter />}
    >
      <HouseholdRows
        pages={pages}
        label={t('household.several')}
        none={<None>{t('household.noneHere')}</None>}
        row={(household) => (
          <HouseholdRow
            key={household.id}
            household={household}
            title={household.address.slice(building.length).trim()}
          />
        )}
      />
    </Card>
  );
}

/** What all addresses begin with, cut back to a whole part such as `5 号楼`; empty when they share nothing. */
export function sharedAddress(addresses: readonly string[]): string {
  const [first = '', ...others] = addresses;
  let length = first.length;
  for (const other of others) {
    while (!other.startsWith(first.slice(0, length))) length -= 1;
  }
  const shared = first.slice(0, length);
  return /^.*(?:号楼|栋|幢|号院|小区)/.exec(shared)?.[0].trim() ?? '';
}
