import { Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber } from '../../../shared/geo.ts';
import { hazardCategories } from '../../../shared/hazard.ts';
import { hexagons, repeatSites } from '../../../shared/pattern.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { goTo } from '../../map/useOpen.ts';
import { Choice } from '../../ui/Field.tsx';
import { ListRow, RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { endOf, monthsOf, type Period, rankedZones, reportedIn, trendsOf } from './patterns.ts';
import { RankTable } from './RankTable.tsx';
import { Sparkline } from './Sparkline.tsx';
import styles from './triage.module.css';
import { useDangerShown } from './triageLayers.ts';
import { useTriageStore } from './triageStore.ts';
import type { TriageNow } from './useTriage.ts';

/** Metres to a hexagon's corner, for one village and for wider areas. */
const radii = { village: 60, wider: 1500 };
/** Metres within which hazards of one category are the same site again. */
const sameSite = 25;
/** Milliseconds a month is shown while it plays. */
const beat = 700;
const spans = [1, 3, 12, 0] as const;

/** 规律: where hazards gather, in which zones, when, and which come back. */
export function PatternPage({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { register, rows } = now;
  const months = useMemo(() => monthsOf(register, rows), [register, rows]);
  const [chosen, setMonth] = useState<number | null>(null);
  const [span, setSpan] = useState<number>(0);
  const month = Math.min(chosen ?? months.length - 1, months.length - 1);
  const period = useMemo(() => periodOf(months, month, span), [months, month, span]);
  const shown = useMemo(() => reportedIn(register, rows, period), [register, rows, period]);
  const earlier = useMemo(() => reportedIn(register, rows, before(period)), [register, rows, period]);
  useHexagons(now, shown);
  if (rows.length === 0) return <Empty text={t('triage.nonePass')} />;
  return (
    <>
      <TimePart months={months} month={month} span={span} count={shown.length} onMonth={setMonth} onSpan={setSpan} />
      <ZonePart now={now} rows={shown} before={span === 0 ? null : earlier} />
      <TrendPart now={now} months={months} />
      <RepeatPart now={now} rows={shown} />
    </>
  );
}

function periodOf(months: readonly string[], month: number, span: number): Period {
  const last = months[month] ?? '1970-01-01';
  const first = span === 0 ? (months[0] ?? last) : (months[Math.max(0, month - span + 1)] ?? last);
  return { from: dayNumber(first), to: endOf(last) };
}

/** The same length of time, just before. */
function before({ from, to }: Period): Period {
  return { from: from - (to - from + 1), to: from - 1 };
}

function useHexagons({ register, areaCode }: TriageNow, rows: readonly number[]): void {
  const setHexagons = useDangerShown((store) => store.setHexagons);
  const cells = useMemo(
    () => hexagons(register.hazard, rows, register.household, areaCode.length === 12 ? radii.village : radii.wider),
    [register, rows, areaCode],
  );
  useEffect(() => setHexagons(cells), [cells, setHexagons]);
  useEffect(() => () => setHexagons([]), [setHexagons]);
}

type TimePartProps = {
  months: readonly string[];
  month: number;
  span: number;
  count: number;
  onMonth: (month: number) => void;
  onSpan: (span: number) => void;
};

function TimePart({ months, month, span, count, onMonth, onSpan }: TimePartProps) {
  const { t } = useTranslation();
  const [isPlaying, setPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return;
    const timer = setTimeout(() => (month + 1 < months.length ? onMonth(month + 1) : setPlaying(false)), beat);
    return () => clearTimeout(timer);
  }, [isPlaying, month, months.length, onMonth]);
  const play = () => {
    if (!isPlaying && month + 1 >= months.length) onMonth(0);
    setPlaying(!isPlaying);
  };
  const name = months[month]?.slice(0, 7) ?? '';
  return (
    <div className={styles.time}>
      <label className={styles.slider}>
        <span>
          {t('triage.until')}
          <output>{t('triage.monthCount', { month: name, count })}</output>
        </span>
        <input
          type="range"
          min={0}
          max={Math.max(0, months.length - 1)}
          value={month}
          aria-valuetext={name}
          onChange={(event) => onMonth(Number(event.target.value))}
        />
      </label>
      <div className={styles.timeTools}>
        <button type="button" className={styles.textButton} onClick={play}>
          {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
          {t(isPlaying ? 'triage.pause' : 'triage.play')}
        </button>
        <Choice label={t('triage.span')} value={span} onChange={(event) => onSpan(Number(event.target.value))}>
          {spans.map((each) => (
            <option key={each} value={each}>
              {each === 0 ? t('triage.spanAll') : t('triage.spanMonths', { count: each })}
            </option>
          ))}
        </Choice>
      </div>
    </div>
  );
}

function ZonePart({
  now,
  rows,
  before,
}: {
  now: TriageNow;
  rows: readonly number[];
  before: readonly number[] | null;
}) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const { levels } = now.register;
  const [chosen, setLevel] = useState<string | null>(null);
  const level = chosen ?? levels[0]?.level ?? 'grid';
  const ranks = useMemo(
    () => rankedZones(now.register, level, rows, before ?? []),
    [now.register, level, rows, before],
  );
  return (
    <Section title={t('triage.byZone')}>
      <Choice label={t('triage.level')} value={level} onChange={(event) => setLevel(event.target.value)}>
        {levels.map((each) => (
          <option key={each.level} value={each.level}>
            {language === 'zh' ? each.nameZh : each.nameEn}
          </option>
        ))}
      </Choice>
      <RankTable now={now} ranks={ranks} isCompared={before !== null} />
    </Section>
  );
}

function TrendPart({ now, months }: { now: TriageNow; months: readonly string[] }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { hazardCategory } = useLabels();
  const trends = useMemo(() => trendsOf(now.register, now.rows, months), [now, months]);
  return (
    <Section title={t('triage.trends')} aside={t('triage.perMonth')}>
      <ul className={styles.trends}>
        {trends.map(({ category, counts, total }) => (
          <li key={category}>
            <span className={styles.trendName}>{hazardCategory[category]}</span>
            <Sparkline
              counts={counts}
              label={t('triage.trendOf', { name: hazardCategory[category], most: Math.max(...counts) })}
            />
            <span className={styles.count}>{count(total)}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** 反复出现: groups of one kind at one place; clicking one chooses its hazards. */
function RepeatPart({ now, rows }: { now: TriageNow; rows: readonly number[] }) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const select = useTriageStore((store) => store.select);
  const { hazard } = now.register;
  const groups = useMemo(() => repeatSites(hazard, rows, sameSite).slice(0, 20), [hazard, rows]);
  return (
    <Section title={t('triage.repeats')} aside={t('triage.repeatHint', { metres: sameSite })}>
      {groups.length === 0 ? (
        <p className={styles.hint}>{t('triage.noRepeats')}</p>
      ) : (
        <RowList label={t('triage.repeats')}>
          {groups.map((group) => {
            const [first = 0] = group;
            return (
              <ListRow
                key={hazard.id[first]}
                title={hazardCategory[hazardCategories[hazard.category[first] ?? 0] ?? 'other']}
                note={group.map((row) => hazard.number[row]).join('、')}
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
