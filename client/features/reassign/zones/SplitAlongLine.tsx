import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Button } from '../../../ui/Button.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import styles from '../reassign.module.css';
import { WorkBanner } from '../WorkBanner.tsx';
import { SplitOutcome } from './SplitOutcome.tsx';
import { contentOfSides, type SplitProps } from './splitParts.ts';

/** Two parts on the sides of a line drawn on the map. */
export function SplitAlongLine({ now, zone, onDone }: SplitProps) {
  const { t } = useTranslation();
  const [line, setLine] = useState<readonly Position[] | null>(null);
  const [isDrawing, setDrawing] = useState(true);
  const { draft, register } = now;
  const parts = useMemo(
    () => (line ? contentOfSides(draft, register, zone.id, line) : []),
    [line, draft, register, zone.id],
  );
  const isOneSided = parts.some((part) => part.length === 0);
  return (
    <SplitOutcome
      now={now}
      zone={zone}
      onDone={onDone}
      parts={isOneSided ? [] : parts}
      by={{ kind: 'line', line: [...(line ?? [])] }}
      line={isDrawing ? null : line}
      begin={
        <Button isPrimary={!line} isDisabled={isDrawing} onClick={() => setDrawing(true)}>
          {t(line ? 'reassign.zones.split.again' : 'reassign.zones.split.draw')}
        </Button>
      }
    >
      {line ? null : <Hint>{t('reassign.zones.split.drawHint')}</Hint>}
      {isOneSided ? <p className={styles.bad}>{t('reassign.zones.split.oneSide')}</p> : null}
      {isDrawing ? (
        <LineDrawing
          zone={zone}
          onLine={(drawn) => {
            setLine(drawn);
            setDrawing(false);
          }}
          onCancel={() => setDrawing(false)}
        />
      ) : null}
    </SplitOutcome>
  );
}

type LineDrawingProps = { zone: ZoneSummary; onLine: (line: readonly Position[]) => void; onCancel: () => void };

function LineDrawing({ zone, onLine, onCancel }: LineDrawingProps) {
  const { t } = useTranslation();
  // Drawing begins once, whatever is rendered meanwhile.
  const first = useRef({ zone, onLine });
  useEffect(() => {
    const { zone: split, onLine: tell } = first.current;
    const where = split.bounds ?? split.position;
    if (where) goTo(where);
    const { setDrawing } = useMapStore.getState();
    setDrawing({
      kind: 'line',
      onChange: () => [],
      onEnd: (shape) => shape.kind === 'stroke' && tell(shape.path),
    });
    return () => setDrawing(null);
  }, []);
  return (
    <WorkBanner>
      {t('reassign.zones.split.drawHint')}
      <Button onClick={onCancel}>{t('reassign.cancel')}</Button>
    </WorkBanner>
  );
}
