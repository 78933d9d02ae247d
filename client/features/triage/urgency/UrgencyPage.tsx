import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { House } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber } from '../../../../shared/geo.ts';
import { hazardSeverities, isOpen } from '../../../../shared/hazard.ts';
import { compareUrgency, type Urgency, type UrgencyWeights } from '../../../../shared/urgency.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { useMe } from '../../../api/me.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { useOpen } from '../../../map/useOpen.ts';
import { isOverdueRow, stateAt } from '../../../map/visible.ts';
import { HazardMark } from '../../../ui/HazardMark.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { isCoarse, type Ranked, rankedHazards, rankedHouseholds, zoneNameAt } from '../exposure/danger.ts';
import shared from '../triage.module.css';
import type { TriageNow } from '../useTriage.ts';
import { useReasonParts, useReasonWords } from './reasonWords.ts';
import styles from './urgency.module.css';
import { WeightPart } from './WeightPart.tsx';

/** Rows shown; who goes first is what is asked. */
const most = 50;
type About = 'hazards' | 'households';

/** 谁先处理: hazards, or households in their reach, by urgency, each with its reasons; two of them can be compared. */
export function UrgencyPage({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { settings } = useMe();
  const [about, setAbout] = useState<About>('hazards');
  const [tried, setTried] = useState<UrgencyWeights | null>(null);
  const [pair, setPair] = useState<readonly number[]>([]);
  const weights = tried ?? settings.urgencyWeights;
  const { ranking, total } = useRanking(now, about, tried);
  const shown = ranking.slice(0, most);
  const name = useNames(now, about, shown);
  const compared = pair.flatMap((id) => ranking.find((each) => each.id === id) ?? []);
  const choose = (id: number) =>
    setPair(pair.includes(id) ? pair.filter((each) => each !== id) : [...pair, id].slice(-2));
  return (
    <>
      <Segments
        label={t('triage.rankWhat')}
        segments={(['hazards', 'households'] as const).map((value) => ({ value, word: t(`triage.rank.${value}`) }))}
        value={about}
        onChange={(chosen) => {
          setAbout(chosen);
          setPair([]);
        }}
      />
      <Hint>{t('triage.rankHint', { shown: count(shown.length), all: count(total) })}</Hint>
      <WeightPart weights={weights} isTried={tried !== null} onTry={setTried} />
      {compared.length === 2 && <Comparison pair={compared} name={name} />}
      {shown.length === 0 && <Empty text={t('triage.noneInDanger')} />}
      <ol className={shared.ranking}>
        {shown.map((each, index) => (
          <RankedRow
            key={each.id}
            now={now}
            about={about}
            ranked={each}
            place={index + 1}
            name={name(each)}
            isCompared={pair.includes(each.id)}
            onCompare={() => choose(each.id)}
          />
        ))}
      </ol>
    </>
  );
}

/**
 * Worked out here from the rows the browser holds; by the server where it keeps from whoever looks who lives where, so
 * that everybody sees the scores of what they may know, and list, map and exports agree.
 */
function useRanking(now: TriageNow, about: About, tried: UrgencyWeights | null): { ranking: Ranked[]; total: number } {
  const trpc = useTRPC();
  const { settings } = useMe();
  const { register, rows, filter } = now;
  const weights = tried ?? settings.urgencyWeights;
  const isAsked = about === 'hazards' && isCoarse(register);
  const { data } = useQuery(
    trpc.triage.hazards.queryOptions(
      { filter, limit: most, weights: tried },
      { enabled: isAsked, placeholderData: keepPreviousData },
    ),
  );
  return useMemo(() => {
    if (isAsked) {
      const rowOf = rowById(register.hazard);
      const ranking = (data ?? []).flatMap(({ id, urgency }): Ranked[] => {
        const row = rowOf.get(id);
        return row === undefined ? [] : [{ id, row, score: urgency.score, urgency }];
      });
      return { ranking, total: rows.filter((row) => isOpen(stateAt(register.hazard, row))).length };
    }
    const rank = about === 'hazards' ? rankedHazards : rankedHouseholds;
    const ranking = rank(register, rows, settings.hazardReach, weights);
    return { ranking, total: ranking.length };
  }, [isAsked, data, about, register, rows, settings.hazardReach, weights]);
}

/** Titles come from the server; households are told by their zone and number. */
function useNames(now: TriageNow, about: About, shown: readonly Ranked[]): (ranked: Ranked) => string {
  const trpc = useTRPC();
  const ids = about === 'hazards' ? shown.map(({ id }) => id).sort((a, b) => a - b) : [];
  const { data } = useQuery(
    trpc.hazard.list.queryOptions(
      { filter: { areaCode: now.areaCode, ids }, sort: 'number', limit: most },
      { enabled: ids.length > 0, placeholderData: keepPreviousData },
    ),
  );
  const titles = new Map(data?.items.map(({ id, title }) => [id, title]));
  const { hazard, household } = now.register;
  return ({ id, row }) => {
    if (about === 'hazards') return titles.get(id) ?? hazard.number[row] ?? '';
    return [zoneNameAt(now.register, row), household.number[row]].filter(Boolean).join(' ');
  };
}

type RankedRowProps = {
  now: TriageNow;
  about: About;
  ranked: Ranked;
  place: number;
  name: string;
  isCompared: boolean;
  onCompare: () => void;
};

function RankedRow({ now, about, ranked, place, name, isCompared, onCompare }: RankedRowProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const open = useOpen();
  const { hazard, household } = now.register;
  const columns = about === 'hazards' ? hazard : household;
  const countyCode = now.areaCode.slice(0, 6);
  const severity = hazardSeverities.find((each) => each === hazard.severity[ranked.row]) ?? 4;
  const isLate = about === 'hazards' && isOverdueRow(hazard, ranked.row, dayNumber(now.register.today));
  return (
    <li className={styles.ranked}>
      <div className={shared.rankedHead}>
        <input
          type="checkbox"
          checked={isCompared}
          onChange={onCompare}
          aria-label={t('triage.compareOne', { name })}
          title={t('triage.compareOne', { name })}
        />
        <button
          type="button"
          className={shared.rankedName}
          onClick={() =>
            open({ kind: about === 'hazards' ? 'hazard' : 'household', countyCode, id: ranked.id }, [
              columns.lng[ranked.row] ?? 0,
              columns.lat[ranked.row] ?? 0,
            ])
          }
        >
          <span className={styles.place}>{place}</span>
          {about === 'hazards' ? <HazardMark severity={severity} late={isLate} /> : <House size={18} aria-hidden />}
          <span className={shared.rowTitle}>{name}</span>
          <strong>{number(ranked.score)}</strong>
        </button>
      </div>
      <Reasons urgency={ranked.urgency} />
    </li>
  );
}

/** Why: the four factors side by side, each with what it comes from. */
function Reasons({ urgency }: { urgency: Urgency }) {
  const { t } = useTranslation();
  const parts = useReasonParts();
  const told = urgency.reasons.map((reason) => ({ kind: reason.kind, ...parts(reason) }));
  const more = told.flatMap((part) => part.more ?? []);
  return (
    <>
      <dl className={styles.reasons}>
        {told.map(({ kind, from, factor }) => (
          <div key={kind}>
            <dt>{t(`triage.factor.${kind}`)}</dt>
            <dd>{from}</dd>
            <dd className={styles.factor}>{factor}</dd>
          </div>
        ))}
      </dl>
      {more.length > 0 && (
        <p className={styles.among}>{t('triage.part.among', { some: more.join(t('triage.listJoin')) })}</p>
      )}
    </>
  );
}

/** 为什么它在前: the factors in which two differ, the weightiest first. */
function Comparison({ pair, name }: { pair: readonly Ranked[]; name: (ranked: Ranked) => string }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const words = useReasonWords();
  const [first, second] = [...pair].sort((a, b) => b.score - a.score || a.id - b.id);
  if (!first || !second) return null;
  const { ratio, differences } = compareUrgency(first.urgency, second.urgency);
  return (
    <section className={shared.comparison} aria-label={t('triage.why')}>
      <p>{t('triage.whyAbove', { one: name(first), other: name(second), ratio: number(ratio) })}</p>
      <ul>
        {differences.map((each) => (
          <li key={each.kind}>
            {t(each.ratio >= 1 ? 'triage.whyMore' : 'triage.whyLess', {
              factor: t(`triage.factor.${each.kind}`),
              ratio: number(each.ratio >= 1 ? each.ratio : 1 / each.ratio),
            })}
            <span className={shared.rowNote}>{`${words(each.one)} / ${words(each.other)}`}</span>
          </li>
        ))}
      </ul>
      {differences.length === 0 && <p>{t('triage.whySame')}</p>}
    </section>
  );
}
