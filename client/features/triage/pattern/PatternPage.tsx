import { Columns2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber } from '../../../../shared/geo.ts';
import { repeatSites } from '../../../../shared/pattern.ts';
import { useLabels, useLanguage } from '../../../app/i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choice } from '../../../ui/Field.tsx';
import { Section } from '../../../ui/Panel.tsx';
import { Empty } from '../../../ui/states.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import shared from '../triage.module.css';
import { RankTable } from '../urgency/RankTable.tsx';
import type { TriageNow } from '../useTriage.ts';
import { AreaRank } from './AreaRank.tsx';
import { CompareDialog } from './CompareDialog.tsx';
import { PatternLegend } from './PatternLegend.tsx';
import { PatternTime } from './PatternTime.tsx';
import styles from './pattern.module.css';
import { type Measure, measures } from './patternScale.ts';
import { endOf, monthsOf, type Period, rankedZones, reportedIn, trendsOf } from './patterns.ts';
import { RepeatPart } from './RepeatPart.tsx';
import { sameSite } from './repeats.ts';
import { Sparkline } from './Sparkline.tsx';
import { type Grouping, groupings, usePatternMap } from './usePatternMap.ts';

/** Groups listed at the most. */
const mostGroups = 20;

/** 规律: where hazards gather, in which zones, when, and which come back. */
export function PatternPage({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { register, rows } = now;
  const months = useMemo(() => monthsOf(register, rows), [register, rows]);
  const [chosen, setMonth] = useState<number | null>(null);
  const [span, setSpan] = useState<number>(0);
  const [grouping, setGrouping] = useState<Grouping>('hexagon');
  const [measure, setMeasure] = useState<Measure>('count');
  const [isComparing, setComparing] = useState(false);
  const [level, setLevel] = useLevel(now);
  const month = Math.min(chosen ?? months.length - 1, months.length - 1);
  const period = useMemo(() => periodOf(months, month, span), [months, month, span]);
  const shown = useMemo(() => reportedIn(register, rows, period), [register, rows, period]);
  const earlier = useMemo(() => reportedIn(register, rows, before(period)), [register, rows, period]);
  const groups = useMemo(
    () => repeatSites(register.hazard, shown, sameSite).slice(0, mostGroups),
    [register.hazard, shown],
  );
  const legend = usePatternMap(now, { rows: shown, all: rows, grouping, measure, level, groups });
  if (rows.length === 0) return <Empty text={t('triage.nonePass')} />;
  return (
    <>
      <PatternTime months={months} month={month} span={span} count={shown.length} onMonth={setMonth} onSpan={setSpan} />
      <div className={styles.timeTools}>
        <Choice label={t('triage.grouping')} value={grouping} onChange={pick(groupings, setGrouping)}>
          {groupings.map((each) => (
            <option key={each} value={each}>
              {t(`triage.grouping.${each}`)}
            </option>
          ))}
        </Choice>
        <Choice label={t('triage.measure')} value={measure} onChange={pick(measures, setMeasure)}>
          {measures.map((each) => (
            <option key={each} value={each}>
              {t(`triage.measure.${each}`)}
            </option>
          ))}
        </Choice>
      </div>
      <PatternLegend {...legend} measure={measure} what={grouping} />
      <Button onClick={() => setComparing(true)}>
        <Columns2 size={16} aria-hidden />
        {t('triage.sideBySide')}
      </Button>
      {isComparing && <CompareDialog now={now} months={months} onClose={() => setComparing(false)} />}
      <AreaRank now={now} />
      <ZonePart now={now} level={level} onLevel={setLevel} rows={shown} before={span === 0 ? null : earlier} />
      <TrendPart now={now} months={months} />
      <RepeatPart now={now} groups={groups} />
    </>
  );
}

/** Takes a member of a list from a box of choices. */
function pick<Member extends string>(list: readonly Member[], set: (member: Member) => void) {
  return (event: { target: HTMLSelectElement }) => {
    const member = list.find((each) => each === event.target.value);
    if (member) set(member);
  };
}

/** The level of the zones that are ranked and coloured: the outermost until another is chosen. */
function useLevel({ register }: TriageNow): [string, (level: string) => void] {
  const [chosen, setLevel] = useState<string | null>(null);
  return [chosen ?? register.levels[0]?.level ?? 'grid', setLevel];
}

export function periodOf(months: readonly string[], month: number, span: number): Period {
  const last = months[month] ?? '1970-01-01';
  const first = span === 0 ? (months[0] ?? last) : (months[Math.max(0, month - span + 1)] ?? last);
  return { from: dayNumber(first), to: endOf(last) };
}

/** The same length of time, just before. */
function before({ from, to }: Period): Period {
  return { from: from - (to - from + 1), to: from - 1 };
}

type ZonePartProps = {
  now: TriageNow;
  level: string;
  onLevel: (level: string) => void;
  rows: readonly number[];
  before: readonly number[] | null;
};

function ZonePart({ now, level, onLevel, rows, before: earlier }: ZonePartProps) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const ranks = useMemo(
    () => rankedZones(now.register, level, rows, earlier ?? []),
    [now.register, level, rows, earlier],
  );
  return (
    <Section title={t('triage.byZone')}>
      <Choice label={t('triage.level')} value={level} onChange={(event) => onLevel(event.target.value)}>
        {now.register.levels.map((each) => (
          <option key={each.level} value={each.level}>
            {language === 'zh' ? each.nameZh : each.nameEn}
          </option>
        ))}
      </Choice>
      <RankTable now={now} ranks={ranks} isCompared={earlier !== null} />
    </Section>
  );
}

function TrendPart({ now, months }: { now: TriageNow; months: readonly string[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { hazardCategory } = useLabels();
  const trends = useMemo(() => trendsOf(now.register, now.rows, months), [now, months]);
  const span = [months.at(0), months.at(-1)].map((month) => month?.slice(0, 7)).join(' – ');
  return (
    <Section title={t('triage.trends')} aside={`${t('triage.perMonth')} · ${span}`}>
      <ul className={shared.trends}>
        {trends.map(({ category, counts, total }) => (
          <li key={category}>
            <span className={styles.trendName}>{hazardCategory[category]}</span>
            <Sparkline
              counts={counts}
              label={t('triage.trendOf', { name: hazardCategory[category], most: Math.max(...counts) })}
            />
            <span className={shared.count}>{count(total)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
