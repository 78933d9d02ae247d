import { useTranslation } from 'react-i18next';
import { hazardCategories } from '../../../../shared/hazard.ts';
import { useLabels } from '../../../app/i18n.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { ListRow, RowList } from '../../../ui/ListRow.tsx';
import { Section } from '../../../ui/Panel.tsx';
import { useTriageStore } from '../triageStore.ts';
import type { TriageNow } from '../useTriage.ts';
import { sameSite } from './repeats.ts';

/** 反复出现: groups of one kind at one place; clicking one chooses its hazards. */
export function RepeatPart({ now, groups }: { now: TriageNow; groups: readonly number[][] }) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const select = useTriageStore((store) => store.select);
  const { hazard } = now.register;
  return (
    <Section title={t('triage.repeats')} aside={t('triage.repeatHint', { metres: sameSite })}>
      {groups.length === 0 ? (
        <Hint>{t('triage.noRepeats')}</Hint>
      ) : (
        <RowList label={t('triage.repeats')}>
          {groups.map((group) => {
            const [first = 0] = group;
            return (
              <ListRow
                key={hazard.id[first]}
                title={hazardCategory[hazardCategories[hazard.category[first] ?? 0] ?? 'other']}
                note={group.map((row) => hazard.number[row]).join(t('triage.listJoin'))}
                aside={t('triage.times', { count: group.length })}
                onClick={() => {
                  select(group.map((row) => hazard.id[row] ?? 0));
                  goTo([hazard.lng[first] ?? 0, hazard.lat[first] ?? 0]);
                }}
              />
            );
          })}
        </RowList>
      )}
    </Section>
  );
}
