import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import {
  type HazardCategory,
  type HazardSeverity,
  hazardCategories,
  hazardSeverities,
  hazardStates,
} from '../../../../shared/hazard.ts';
import { ageBreaks, dueClasses } from '../../../../shared/hazardFilter.ts';
import { useMe } from '../../../api/me.ts';
import { useLabels, useLanguage } from '../../../app/i18n.ts';
import { Field } from '../../../ui/Field.tsx';
import { HazardMark } from '../../../ui/HazardMark.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import type { TriageNow } from '../useTriage.ts';
import styles from './filter.module.css';
import { ResponsibleChoice } from './ResponsibleChoice.tsx';

/** Every facet with its counts: how many there would be if only this were chosen besides the rest. */
export function FacetPart({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const [{ hazardChoice, hazardSeverities: severities, hazardStates: states, hazardCategories: categories }, change] =
    useMapState();
  const { facets } = now;
  const { due, ages, kinds, responsible, reportedFrom, reportedTo } = hazardChoice;
  const single = [responsible, reportedFrom, reportedTo].filter((each) => each !== null).length;
  const chosen = states.length + due.length + ages.length + kinds.length + categories.length + single;
  return (
    <>
      <fieldset className={styles.severities} aria-label={t('triage.severity')}>
        {hazardSeverities.map((severity: HazardSeverity) => (
          <Chip
            key={severity}
            isOn={severities.includes(severity)}
            count={facets.severity[severity] ?? 0}
            onToggle={() => change({ hazardSeverities: toggled(severities, severity) })}
          >
            <HazardMark severity={severity} size={16} />
            {labels.hazardSeverity[severity]}
          </Chip>
        ))}
      </fieldset>
      <Fold title={t('triage.more')} chosen={chosen}>
        <Fold title={t('triage.state')} chosen={states.length}>
          {hazardStates.map((state) => (
            <Bar
              key={state}
              label={labels.hazardState[state]}
              isOn={states.includes(state)}
              count={facets.state[state] ?? 0}
              most={mostOf(facets.state)}
              onToggle={() => change({ hazardStates: toggled(states, state) })}
            />
          ))}
        </Fold>
        <Fold title={t('triage.due')} chosen={hazardChoice.due.length}>
          {dueClasses.map((due) => (
            <Bar
              key={due}
              label={t(`triage.due.${due}`)}
              isOn={hazardChoice.due.includes(due)}
              count={facets.due[due] ?? 0}
              most={mostOf(facets.due)}
              onToggle={() => change({ hazardChoice: { ...hazardChoice, due: toggled(hazardChoice.due, due) } })}
            />
          ))}
        </Fold>
        <Fold title={t('triage.age')} chosen={hazardChoice.ages.length}>
          {[...ageBreaks, null].map((limit, age) => (
            <Bar
              key={limit ?? 'more'}
              label={
                limit === null
                  ? t('triage.ageOver', { days: ageBreaks.at(-1) ?? 0 })
                  : t('triage.ageUpTo', { days: limit })
              }
              isOn={hazardChoice.ages.includes(age)}
              count={facets.age[age] ?? 0}
              most={mostOf(facets.age)}
              onToggle={() => change({ hazardChoice: { ...hazardChoice, ages: toggled(hazardChoice.ages, age) } })}
            />
          ))}
        </Fold>
        <ReportedFold />
        <CategoryFold now={now} />
        <ResponsibleChoice now={now} />
      </Fold>
    </>
  );
}

/** 上报日期: from a day to a day, both included; either may be left open. */
function ReportedFold() {
  const { t } = useTranslation();
  const [{ hazardChoice }, change] = useMapState();
  const { reportedFrom, reportedTo } = hazardChoice;
  const isTurned = reportedFrom !== null && reportedTo !== null && reportedFrom > reportedTo;
  const put = (patch: Partial<typeof hazardChoice>) => change({ hazardChoice: { ...hazardChoice, ...patch } });
  return (
    <Fold title={t('triage.reportedOn')} chosen={(reportedFrom ? 1 : 0) + (reportedTo ? 1 : 0)}>
      <div className={styles.dates}>
        <Field
          label={t('triage.reportedFrom')}
          type="date"
          value={reportedFrom ?? ''}
          onChange={(event) => put({ reportedFrom: event.target.value || null })}
        />
        <Field
          label={t('triage.reportedTo')}
          type="date"
          value={reportedTo ?? ''}
          onChange={(event) => put({ reportedTo: event.target.value || null })}
        />
      </div>
      {isTurned && <Hint isProblem>{t('triage.datesTurned')}</Hint>}
    </Fold>
  );
}

/** 隐患分类: the county's tree; a branch opens to its kinds. */
function CategoryFold({ now: { facets } }: { now: TriageNow }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const { hazardCategory } = useLabels();
  const { hazardTree } = useMe().settings;
  const [{ hazardChoice, hazardCategories: chosen }, change] = useMapState();
  const { kinds } = hazardChoice;
  const most = mostOf(facets.category);
  const isInUse = (category: HazardCategory) => (facets.category[category] ?? 0) > 0 || chosen.includes(category);
  return (
    <Fold title={t('triage.category')} chosen={chosen.length + kinds.length}>
      {hazardCategories.filter(isInUse).map((category) => (
        <div key={category}>
          <Bar
            label={hazardCategory[category]}
            isOn={chosen.includes(category)}
            count={facets.category[category] ?? 0}
            most={most}
            onToggle={() => change({ hazardCategories: toggled(chosen, category) })}
          />
          {hazardTree[category]
            ?.filter(({ key }) => (facets.kind[key] ?? 0) > 0 || kinds.includes(key))
            .map((kind) => (
              <div key={kind.key} className={styles.kind}>
                <Bar
                  label={kind[language]}
                  isOn={kinds.includes(kind.key)}
                  count={facets.kind[kind.key] ?? 0}
                  most={most}
                  onToggle={() => change({ hazardChoice: { ...hazardChoice, kinds: toggled(kinds, kind.key) } })}
                />
              </div>
            ))}
        </div>
      ))}
    </Fold>
  );
}

export function Fold({ title, chosen, children }: { title: string; chosen: number; children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary>
        {title}
        {chosen > 0 && <span className={styles.badge}>{chosen}</span>}
      </summary>
      <div className={styles.foldBody}>{children}</div>
    </details>
  );
}

type ChoiceProps = { isOn: boolean; count: number; onToggle: () => void };

function Chip({ isOn, count, onToggle, children }: ChoiceProps & { children: ReactNode }) {
  const format = useFormat();
  return (
    <button type="button" className={shared.chip} aria-pressed={isOn} onClick={onToggle}>
      {children}
      <span className={shared.count}>{format.count(count)}</span>
    </button>
  );
}

/** One value of a facet; its bar is its share of the largest. */
function Bar({ label, isOn, count, most, onToggle }: ChoiceProps & { label: string; most: number }) {
  const format = useFormat();
  const share = most > 0 ? (100 * count) / most : 0;
  return (
    <button type="button" className={shared.bar} aria-pressed={isOn} onClick={onToggle}>
      <span className={styles.barFill} style={{ width: `${share}%` }} aria-hidden="true" />
      <span className={shared.barLabel}>{label}</span>
      <span className={shared.count}>{format.count(count)}</span>
    </button>
  );
}

function mostOf(counts: Record<string, number>): number {
  return Math.max(0, ...Object.values(counts));
}

/** The list without the member, or with it. */
export function toggled<Member>(list: readonly Member[], member: Member): Member[] {
  return list.includes(member) ? list.filter((each) => each !== member) : [...list, member];
}
