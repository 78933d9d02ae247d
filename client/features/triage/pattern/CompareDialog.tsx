import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayNumber, dayOfNumber } from '../../../../shared/geo.ts';
import { type Hexagon, hexagons } from '../../../../shared/pattern.ts';
import { useMapDescription } from '../../../api/area.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import type { TriageNow } from '../useTriage.ts';
import { CompareMap } from './CompareMap.tsx';
import { ComparePick } from './ComparePick.tsx';
import { CompareTable } from './CompareTable.tsx';
import { comparable, framesOf, type Side, type SideChoice, sideOf, tallyOf } from './compareSides.ts';
import { cellRadius } from './frame.ts';
import { PatternLegend } from './PatternLegend.tsx';
import styles from './pattern.module.css';
import { classBreaks } from './patternScale.ts';
import { positionsOf } from './patterns.ts';

const kinds = ['period', 'area'] as const;
type Kind = (typeof kinds)[number];

type CompareDialogProps = { now: TriageNow; months: readonly string[]; onClose: () => void };

/** 并排比较: two periods, or two areas, as two maps and two columns in one scale and the same colours. */
export function CompareDialog({ now, months, onClose }: CompareDialogProps) {
  const { t } = useTranslation();
  const areas = useMapDescription()?.areas ?? [];
  const level = now.register.levels[0]?.level ?? 'grid';
  const options = comparable(now, areas, level);
  const [kind, setKind] = useState<Kind>('period');
  const [choices, setChoices] = useState(() => firstChoices(now.register.today, months, options));
  const [one, other] = choices[kind];
  const set = (pair: [SideChoice, SideChoice]) => setChoices({ ...choices, [kind]: pair });
  return (
    <Dialog title={t('triage.sideBySide')} isFull onClose={onClose}>
      <Segments
        label={t('triage.compareWhat')}
        segments={kinds.map((value) => ({
          value,
          word: t(`triage.compareWhat.${value}`),
          isDisabled: value === 'area' && options.length < 2,
        }))}
        value={kind}
        onChange={setKind}
        className={styles.kinds}
      />
      <div className={styles.sides}>
        <ComparePick
          label={t('triage.sideOne')}
          choice={one}
          options={options}
          onChange={(next) => set([next, other])}
        />
        <ComparePick
          label={t('triage.sideOther')}
          choice={other}
          options={options}
          onChange={(next) => set([one, next])}
        />
      </div>
      <Compared now={now} sides={[sideOf(now, one, areas), sideOf(now, other, areas)]} />
    </Dialog>
  );
}

/** The later half of the last year against the one before it; the first two areas. */
function firstChoices(
  today: string,
  months: readonly string[],
  options: readonly { key: string }[],
): Record<Kind, [SideChoice, SideChoice]> {
  const end = dayNumber(today);
  const half = Math.max(30, Math.min(182, Math.round((end - dayNumber(months[0] ?? today)) / 2)));
  const [first, second] = options;
  return {
    period: [
      { kind: 'period', from: dayOfNumber(end - 2 * half + 1), to: dayOfNumber(end - half) },
      { kind: 'period', from: dayOfNumber(end - half + 1), to: today },
    ],
    area: [
      { kind: 'area', key: first?.key ?? '' },
      { kind: 'area', key: second?.key ?? first?.key ?? '' },
    ],
  };
}

function Compared({ now, sides: [one, other] }: { now: TriageNow; sides: [Side, Side] }) {
  const left = useRows(now, one);
  const right = useRows(now, other);
  const { register } = now;
  const drawn = useMemo(() => {
    if (!left.rows || !right.rows) return null;
    const radius = Math.max(...[left.rows, right.rows].map((rows) => cellRadius(positionsOf(register.hazard, rows))));
    const cellsOf = (rows: readonly number[]) => hexagons(register.hazard, rows, register.household, radius);
    const cells = [cellsOf(left.rows), cellsOf(right.rows)] as const;
    const counts = cells.flat().map(({ count }) => count);
    return {
      cells,
      counts,
      breaks: classBreaks(counts),
      tallies: [left.rows, right.rows].map((rows) => tallyOf(register, rows)),
    };
  }, [register, left.rows, right.rows]);
  const error = left.error ?? right.error;
  if (error) return <ErrorNote error={error} />;
  const [tally, otherTally] = drawn?.tallies ?? [];
  if (!drawn || !tally || !otherTally) return <Skeleton widths={[100, 100, 80]} />;
  const drawnIn = (side: Side, cells: readonly Hexagon[]) => [
    ...positionsOf(register.household, side.ground),
    ...cells.flatMap(({ corners }) => corners),
  ];
  const frames = framesOf([one, other], [drawnIn(one, drawn.cells[0]), drawnIn(other, drawn.cells[1])]);
  const width = Math.max(...frames.map((frame) => frame?.width ?? 0));
  const height = Math.max(...frames.map((frame) => frame?.height ?? 0));
  return (
    <>
      <div className={`${styles.sides} ${styles.maps}`}>
        {[one, other].map((side, index) => (
          <CompareMap
            key={index === 0 ? 'one' : 'other'}
            name={side.name}
            ground={positionsOf(register.household, side.ground)}
            cells={drawn.cells[index] ?? []}
            breaks={drawn.breaks}
            centre={frames[index]?.centre ?? null}
            size={{ width, height }}
          />
        ))}
      </div>
      <PatternLegend breaks={drawn.breaks} values={drawn.counts} measure="count" what="hexagon" hasRepeats={false} />
      <CompareTable sides={[one, other]} tallies={[tally, otherTally]} />
    </>
  );
}

/** Rows of exactly the hazards the server lists for a side. */
function useRows({ register }: TriageNow, { filter }: Side): { rows: readonly number[] | null; error: unknown } {
  const { data, error } = useQuery(
    useTRPC().hazard.list.queryOptions({ filter, sort: 'number', limit: 1 }, { placeholderData: keepPreviousData }),
  );
  const rows = useMemo(() => {
    const byId = rowById(register.hazard);
    return data ? data.ids.flatMap((id) => byId.get(id) ?? []) : null;
  }, [register.hazard, data]);
  return { rows, error };
}
