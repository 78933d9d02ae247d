import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useHouseholdPages } from '../../api/householdPages.ts';
import { useArrival } from '../../map/useArrival.ts';
import { Card, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { HouseholdRow, HouseholdRows } from '../../ui/HouseholdRows.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Selection } from '../../url/mapState.ts';
import { sharedAddress } from './sharedAddress.ts';

/** Several households at one point, such as a block of flats: 20 at a time, by floor and unit. */
export function HouseholdsCard({ selection }: { selection: Selection }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { countyCode, id, ids = [id] } = selection;
  const pages = useHouseholdPages({ countyCode, ids });
  const first = pages.items[0];
  useArrival(selection, first && { where: first.position, villageCode: first.villageCode });
  const building = first ? sharedAddress(pages.items.map((item) => item.address)) : '';
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
