import { useTranslation } from 'react-i18next';
import { isOpen } from '../../../shared/hazard.ts';
import type { Dossier } from '../../../shared/household.ts';
import { useLabels } from '../../app/i18n.ts';
import { useMapStore } from '../../map/mapStore.ts';
import { useOpen } from '../../map/useOpen.ts';
import { None } from '../../ui/Card.tsx';
import { DueText } from '../../ui/DueText.tsx';
import { formatDistance } from '../../ui/format.ts';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';

/** Hazards around the house, nearest first, with their distance and how they stand to their day. */
export function NearbyHazards({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const { hazardState } = useLabels();
  const open = useOpen();
  const hover = useMapStore((store) => store.hover);
  const setHover = useMapStore((store) => store.setHover);
  const { hazards, countyCode } = dossier;
  if (dossier.position === null) return null;
  return (
    <Section title={t('household.hazards')} aside={hazards.length > 0 ? hazards.length : undefined}>
      {hazards.length === 0 ? <None>{t('household.noHazards')}</None> : null}
      <RowList label={t('household.hazards')}>
        {hazards.map((hazard) => {
          const selection = { kind: 'hazard', countyCode, id: hazard.id } as const;
          return (
            <ListRow
              key={hazard.id}
              icon={<HazardMark severity={hazard.severity} faded={!isOpen(hazard.state)} />}
              title={hazard.title}
              note={
                <>
                  {hazardState[hazard.state]}
                  {isOpen(hazard.state) ? ' · ' : null}
                  {isOpen(hazard.state) ? <DueText state={hazard.state} dueOn={hazard.dueOn} today={today} /> : null}
                </>
              }
              aside={formatDistance(hazard.distance)}
              isActive={hover?.kind === 'hazard' && hover.id === hazard.id}
              onClick={() => open(selection)}
              onHover={(entered) => setHover(entered ? selection : null)}
            />
          );
        })}
      </RowList>
    </Section>
  );
}
