import { useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import { ArrowLeft, Printer } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Emergency, Evacuation } from '../../../shared/evacuation.ts';
import type { RowRef } from '../../../shared/household.ts';
import { boundsOf } from '../../../shared/shape.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useTheme } from '../../app/theme.ts';
import { goTo } from '../../map/useOpen.ts';
import { useSketch } from '../../map/useSketch.ts';
import { Button } from '../../ui/Button.tsx';
import { formatPercent } from '../../ui/format.ts';
import { Hint } from '../../ui/Hint.tsx';
import { KeyFigure } from '../../ui/KeyFigure.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import { CallList } from './CallList.tsx';
import { progressOf } from './calls.ts';
import { EndDialog } from './EndDialog.tsx';
import styles from './emergency.module.css';
import { PrintSheet } from './PrintSheet.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import { ShelterPart } from './ShelterPart.tsx';
import { useTickQueue, withHeld } from './tickQueue.ts';
import { useCalls } from './useCalls.ts';
import { useProgressColours } from './useProgressColours.ts';

/** One emergency: how far it has come, who is to be called, where everybody goes; the same in every window as it changes. */
export function OpenEmergency(ref: RowRef) {
  const { t } = useTranslation();
  const { time } = useFormat();
  const trpc = useTRPC();
  const [, change] = useMapState();
  const emergency = useQuery(trpc.emergency.get.queryOptions({ countyCode: ref.countyCode, id: ref.id }));
  const calls = useCalls({ countyCode: ref.countyCode, id: ref.id });
  const error = emergency.error ?? calls.error;
  const isOld = calls.error !== null && calls.data !== undefined;
  const held = useTickQueue((store) => store.held);
  const rows = useMemo(() => calls.data && withHeld(calls.data, held, ref.id), [calls.data, held, ref.id]);
  return (
    <>
      <TextButton onClick={() => change({ emergency: null })}>
        <ArrowLeft size={16} aria-hidden />
        {t('emergency.back')}
      </TextButton>
      {error && !rows ? <ErrorNote error={error} /> : null}
      <p role="status" className={styles.away} data-empty={!isOld}>
        {isOld && t('emergency.asOf', { at: time(new Date(calls.dataUpdatedAt).toISOString()) })}
      </p>
      {emergency.data && rows ? (
        <Details emergency={emergency.data} rows={rows} />
      ) : error ? null : (
        <Skeleton widths={[60, 90, 75, 100, 100, 100]} />
      )}
    </>
  );
}

function Details({ emergency, rows }: { emergency: Emergency; rows: readonly Evacuation[] }) {
  const { t } = useTranslation();
  const { count, time } = useFormat();
  const mayLead = useMay('emergency.lead');
  const [dialog, setDialog] = useState<'end' | 'report' | null>(null);
  useProgressOnMap(emergency, rows);
  const isEnded = emergency.endedAt !== null;
  const safe = rows.filter((row) => row.safe !== null).length;
  return (
    <>
      <h2 className={styles.name}>{emergency.name}</h2>
      <div role="status">
        <KeyFigure
          value={`${count(safe)} / ${count(rows.length)}`}
          note={t('emergency.safeShare', { share: formatPercent(safe, rows.length) })}
        />
      </div>
      <div
        className={styles.progress}
        role="progressbar"
        aria-label={t('emergency.progress')}
        aria-valuenow={safe}
        aria-valuemin={0}
        aria-valuemax={rows.length}
      >
        <span style={{ width: `${rows.length > 0 ? (100 * safe) / rows.length : 0}%` }} />
      </div>
      <Hint>
        {isEnded
          ? t('emergency.endedBy', { at: time(emergency.endedAt ?? ''), by: emergency.endedBy ?? '' })
          : t('emergency.startedBy', { at: time(emergency.startedAt), by: emergency.startedBy })}
        {emergency.withoutShelter > 0 && (
          <strong className={styles.late}> {t('emergency.withoutShelter', { count: emergency.withoutShelter })}</strong>
        )}
      </Hint>
      <div className={styles.actions}>
        <Button onClick={() => goTo(boundsOf(emergency.region))}>{t('ui.showOnMap')}</Button>
        <Button onClick={() => window.print()}>
          <Printer size={16} aria-hidden />
          {t('emergency.print')}
        </Button>
        {mayLead && <Button onClick={() => setDialog('report')}>{t('emergency.report')}</Button>}
        {mayLead && !isEnded && (
          <Button isDanger onClick={() => setDialog('end')}>
            {t('emergency.end')}
          </Button>
        )}
      </div>
      <ProgressKey />
      <CallList emergency={emergency} rows={rows} />
      <ShelterPart countyCode={emergency.countyCode} id={emergency.id} />
      {dialog !== 'report' && <PrintSheet emergency={emergency} rows={rows} />}
      {dialog === 'end' && (
        <EndDialog
          emergency={emergency}
          waiting={rows.length - safe}
          onClose={() => setDialog(null)}
          onEnded={() => setDialog('report')}
        />
      )}
      {dialog === 'report' && <ReportDialog emergency={emergency} onClose={() => setDialog(null)} />}
    </>
  );
}

/** What the colours of the households on the map and in the list mean. */
function ProgressKey() {
  const { t } = useTranslation();
  const colours = useProgressColours();
  return (
    <ul className={styles.key} aria-label={t('emergency.key')}>
      {(['untold', 'acknowledged', 'onTheWay', 'safe'] as const).map((each) => (
        <li key={each}>
          <span style={{ background: colours[each] }} aria-hidden="true" />
          {t(each === 'untold' ? 'emergency.untold' : `emergency.tick.${each}`)}
        </li>
      ))}
    </ul>
  );
}

/** The threatened area, every household in the colour of how far it has come, and the shelters they go to, by name. */
function useProgressOnMap({ countyCode, id, region }: Emergency, rows: readonly Evacuation[]): void {
  const { danger, map } = useTheme().tokens;
  const colours = useProgressColours();
  const shelters = useQuery(useTRPC().emergency.shelters.queryOptions({ countyCode, id })).data;
  const features = useMemo((): Feature[] => {
    return [
      { type: 'Feature', properties: { colour: danger }, geometry: region },
      ...rows.flatMap((row): Feature[] =>
        row.position
          ? [
              {
                type: 'Feature',
                properties: { colour: colours[progressOf(row)] },
                geometry: { type: 'Point', coordinates: row.position },
              },
            ]
          : [],
      ),
      ...(shelters ?? []).flatMap(({ name, position, expected }): Feature[] =>
        expected > 0
          ? [
              {
                type: 'Feature',
                properties: { colour: map.place.glyph, label: name },
                geometry: { type: 'Point', coordinates: position },
              },
            ]
          : [],
      ),
    ];
  }, [region, rows, shelters, danger, colours, map]);
  useSketch('emergency', features);
}
