import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ShelterLoad } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import { useTRPC } from '../../api/trpc.ts';
import { goTo, useOpen } from '../../map/useOpen.ts';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** 安置点: how many are to come, how many are there, and how many there is room for, whichever village it stands in. */
export function ShelterPart({ countyCode, id }: RowRef) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const open = useOpen();
  const { data = [] } = useQuery(useTRPC().emergency.shelters.queryOptions({ countyCode, id }));
  const noteOf = ({ threatened, arrived, expected, others, beyond }: ShelterLoad) =>
    [
      threatened
        ? t('emergency.threatened')
        : t('emergency.arrivedOf', { arrived: count(arrived), expected: count(expected) }),
      others > 0 && t('emergency.others', { count: others }),
      beyond && t('emergency.beyond'),
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <Section title={t('emergency.shelters')}>
      <RowList label={t('emergency.shelters')}>
        {data.map((each) => (
          <ListRow
            key={each.id}
            title={each.name}
            note={noteOf(each)}
            aside={t('emergency.capacity', { count: each.capacity })}
            onClick={() =>
              each.beyond ? goTo(each.position) : open({ kind: 'place', countyCode, id: each.id }, each.position)
            }
          />
        ))}
      </RowList>
    </Section>
  );
}
