import { LocateFixed, MapPin, Pentagon, Spline } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useReportStore } from '../../map/reportStore.ts';
import { goTo } from '../../map/useOpen.ts';
import styles from './report.module.css';

const icons = { point: MapPin, line: Spline, area: Pentagon };

/** Where it is: where one stands, a point, a line or an area on the map. */
export function WherePart({ isMissing }: { isMissing: boolean }) {
  const { t } = useTranslation();
  const { shape, drawing, setShape, setDrawing } = useReportStore();
  const [finding, setFinding] = useState<'asking' | 'failed' | null>(null);
  const findMe = () => {
    setFinding('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFinding(null);
        setShape({ type: 'Point', coordinates: [coords.longitude, coords.latitude] });
        goTo([coords.longitude, coords.latitude]);
      },
      () => setFinding('failed'),
      { enableHighAccuracy: true, timeout: 15_000 },
    );
  };
  return (
    <fieldset className={styles.where}>
      <legend>{t('hazard.where')}</legend>
      <button type="button" className={styles.tool} disabled={finding === 'asking'} onClick={findMe}>
        <LocateFixed size={16} aria-hidden />
        {t('hazard.here')}
      </button>
      {(['point', 'line', 'area'] as const).map((each) => {
        const Icon = icons[each];
        return (
          <button
            key={each}
            type="button"
            className={styles.tool}
            aria-pressed={drawing === each}
            onClick={() => setDrawing(drawing === each ? null : each)}
          >
            <Icon size={16} aria-hidden />
            {t(`hazard.draw.${each}`)}
          </button>
        );
      })}
      <p role="status" className={styles.said} data-error={isMissing || finding === 'failed'}>
        {finding === 'asking'
          ? t('hazard.locating')
          : finding === 'failed'
            ? t('hazard.locateFailed')
            : shape
              ? t('hazard.shapeSet', { shape: t(shapeWord[shape.type]) })
              : isMissing
                ? t('hazard.whereMissing')
                : t('hazard.whereHint')}
      </p>
    </fieldset>
  );
}

const shapeWord = {
  Point: 'hazard.shape.point',
  MultiPoint: 'hazard.shape.point',
  LineString: 'hazard.shape.line',
  MultiLineString: 'hazard.shape.line',
  Polygon: 'hazard.shape.area',
  MultiPolygon: 'hazard.shape.area',
} as const;
