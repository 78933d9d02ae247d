import { useTranslation } from 'react-i18next';
import type { Summary } from '../../../shared/summary.ts';
import type { ZoneSize } from '../../../shared/zone.ts';
import { useTheme } from '../../app/theme.ts';
import { useMapState } from '../../url/mapState.ts';
import { segmentWidths, toggled } from './shares.ts';
import styles from './summary.module.css';

const sizes = ['under', 'within', 'over'] as const satisfies readonly ZoneSize[];

type SizeBarProps = { zones: Summary['zones'][number]; label: string; leadTitle: string };

/** Zones too small, within limits and too large as one bar, with a button for each that filters the map. */
export function SizeBar({ zones, label, leadTitle }: SizeBarProps) {
  const { t } = useTranslation();
  const { map, accent } = useTheme().tokens;
  const [{ zoneSizes }, change] = useMapState();
  const colours: Record<ZoneSize, string> = { under: map.balance.under, within: accent, over: map.balance.over };
  const widths = segmentWidths(sizes.map((size) => zones[size]));
  return (
    <>
      <div className={styles.segments} aria-hidden="true">
        {sizes.map((size, index) => (
          <span key={size} style={{ width: `${widths[index]}%`, background: colours[size] }} />
        ))}
      </div>
      <fieldset className={styles.chips} aria-label={label}>
        {sizes.map((size) => (
          <button
            key={size}
            type="button"
            className={styles.chip}
            aria-pressed={zoneSizes.includes(size)}
            onClick={() => change({ zoneSizes: toggled(zoneSizes, size) })}
          >
            <i style={{ background: colours[size] }} />
            {t(`summary.${size}`, { count: zones[size] })}
          </button>
        ))}
        {zones.vacant > 0 ? (
          <span className={styles.vacant}>{t('summary.vacant', { leadTitle, count: zones.vacant })}</span>
        ) : null}
      </fieldset>
    </>
  );
}
