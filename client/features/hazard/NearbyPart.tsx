import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { HazardCategory } from '../../../shared/hazard.ts';
import type { Shape } from '../../../shared/shape.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useOpen } from '../../map/useOpen.ts';
import { formatDistance } from '../../ui/format.ts';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import styles from './report.module.css';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 400;

type NearbyPartProps = { countyCode: string; shape: Shape; category: HazardCategory; title: string };

/** Who will answer for it, and what is known there already and may be the same. */
export function NearbyPart({ countyCode, shape, category, title }: NearbyPartProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const open = useOpen();
  const { hazardState } = useLabels();
  const asked = useDebounced(title.trim(), typingRest);
  const query = useQuery(
    trpc.hazard.nearby.queryOptions(
      { countyCode, shape, category, title: asked },
      { placeholderData: keepPreviousData },
    ),
  );
  if (!query.data) return null;
  const { zone, village, duplicates } = query.data;
  const whose = zone ? [zone.name, zone.leadName ?? t('hazard.vacant')].join(' · ') : village?.name;
  return (
    <div className={styles.nearby} aria-live="polite">
      <p>{whose ? t('hazard.goesTo', { whose }) : t('hazard.goesToNobody')}</p>
      {duplicates.length > 0 && (
        <>
          <p className={styles.warning}>{t('hazard.duplicates', { count: duplicates.length })}</p>
          <RowList label={t('hazard.duplicates', { count: duplicates.length })}>
            {duplicates.map((each) => (
              <ListRow
                key={each.id}
                icon={<HazardMark severity={each.severity} />}
                title={each.title}
                note={`${each.number} · ${hazardState[each.state]}`}
                aside={formatDistance(each.metres)}
                onClick={() => open({ kind: 'hazard', countyCode, id: each.id }, each.position)}
              />
            ))}
          </RowList>
        </>
      )}
    </div>
  );
}
