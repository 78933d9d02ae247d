import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { assetKinds } from '../../../../shared/asset.ts';
import { placeCategories } from '../../../../shared/place.ts';
import type { DangerInput } from '../../../../shared/triage.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { useLabels } from '../../../app/i18n.ts';
import { goTo, useOpen } from '../../../map/useOpen.ts';
import { formatDistance } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { ListRow, RowList } from '../../../ui/ListRow.tsx';
import { Section } from '../../../ui/Panel.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import { useDebounced } from '../../../ui/useDebounced.ts';

/** Milliseconds the slider must rest before the server is asked. */
export const dangerRest = 350;

/** What only the server knows of a danger: places, assets, the nearest shelter with room, the members by name. */
export function DangerMore({ input }: { input: DangerInput }) {
  const { t } = useTranslation();
  const { placeCategory, assetKind } = useLabels();
  const open = useOpen();
  const asked = useDebounced(input, dangerRest);
  const query = useQuery(useTRPC().triage.danger.queryOptions(asked, { placeholderData: keepPreviousData }));
  if (query.error) return <ErrorNote error={query.error} />;
  if (!query.data) return <Skeleton />;
  const { shelter, members, places, assets } = query.data;
  const { countyCode } = input;
  const wordOf = (word: string) => {
    const category = placeCategories.find((each) => each === word);
    return category ? placeCategory[category] : word;
  };
  const kindOf = (word: string) => {
    const kind = assetKinds.find((each) => each === word);
    return kind ? assetKind[kind] : word;
  };
  return (
    <>
      <Section title={t('triage.shelter')}>
        {shelter ? (
          <RowList>
            <ListRow
              title={shelter.name}
              note={[
                t('triage.capacity', { count: shelter.capacity }),
                shelter.taken > 0 && t('triage.taken', { count: shelter.taken }),
                shelter.beyond && t('triage.beyond'),
              ]
                .filter(Boolean)
                .join(' · ')}
              aside={formatDistance(shelter.metres)}
              onClick={() =>
                shelter.beyond
                  ? goTo(shelter.position)
                  : open({ kind: 'place', countyCode, id: shelter.id }, shelter.position)
              }
            />
          </RowList>
        ) : (
          <Hint>{t('triage.noShelter')}</Hint>
        )}
      </Section>
      {members.length > 0 && (
        <Section title={t('triage.members')}>
          <RowList label={t('triage.members')}>
            {members.map(({ id, name, households }) => (
              <ListRow
                key={id}
                title={name}
                aside={t('triage.householdCount', { count: households })}
                onClick={() => open({ kind: 'member', countyCode, id })}
              />
            ))}
          </RowList>
        </Section>
      )}
      {places.length > 0 && (
        <Section title={t('triage.places')}>
          <RowList label={t('triage.places')}>
            {places.map(({ id, name, category, metres }) => (
              <ListRow
                key={id}
                title={name}
                note={wordOf(category)}
                aside={formatDistance(metres)}
                onClick={() => open({ kind: 'place', countyCode, id })}
              />
            ))}
          </RowList>
        </Section>
      )}
      {assets.length > 0 && (
        <Section title={t('triage.assets')}>
          <RowList label={t('triage.assets')}>
            {assets.map(({ id, name, kind }) => (
              <ListRow
                key={id}
                title={name}
                note={kindOf(kind)}
                onClick={() => open({ kind: 'asset', countyCode, id })}
              />
            ))}
          </RowList>
        </Section>
      )}
    </>
  );
}
