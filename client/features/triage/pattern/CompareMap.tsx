import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import { metricAt } from '../../../../shared/metric.ts';
import type { Hexagon } from '../../../../shared/pattern.ts';
import { useTheme } from '../../../app/theme.ts';
import { formatDistance } from '../../../ui/format.ts';
import styles from './pattern.module.css';
import { classOf, colourOfClass } from './patternScale.ts';

/** Of the picture, in its own units. */
const [pictureWidth, pictureHeight] = [480, 300];
const margin = 1.08;
/** Most dots of households that are drawn; more would say no more. */
const mostDots = 4_000;

type CompareMapProps = {
  name: string;
  ground: readonly Position[];
  cells: readonly Hexagon[];
  breaks: readonly number[];
  centre: Position | null;
  /** Metres both maps have to hold. */
  size: { width: number; height: number };
};

/** A small map of one side: where people live, and over it the cells; both sides have one scale. */
export function CompareMap({ name, ground, cells, breaks, centre, size }: CompareMapProps) {
  const { t } = useTranslation();
  const { map } = useTheme().tokens;
  const total = cells.reduce((sum, { count }) => sum + count, 0);
  const metresPerUnit = Math.max(size.width / pictureWidth, size.height / pictureHeight, 0.1) * margin;
  const bar = niceLength(metresPerUnit * 110);
  const metric = metricAt(centre?.[1] ?? 0);
  const place = ([lng, lat]: Position): string => {
    const [x, y] = centre ? [(lng - centre[0]) * metric.x, (lat - centre[1]) * metric.y] : [0, 0];
    return `${(pictureWidth / 2 + x / metresPerUnit).toFixed(1)},${(pictureHeight / 2 - y / metresPerUnit).toFixed(1)}`;
  };
  const every = Math.max(1, Math.ceil(ground.length / mostDots));
  const dots = ground
    .filter((_, index) => index % every === 0)
    .map((position) => `M${place(position)}h0`)
    .join('');
  return (
    <figure className={styles.side}>
      <figcaption>{name}</figcaption>
      <svg
        viewBox={`0 0 ${pictureWidth} ${pictureHeight}`}
        role="img"
        aria-label={t('triage.mapOf', { name, count: total })}
      >
        <rect width={pictureWidth} height={pictureHeight} fill={map.land} />
        {cells.map(({ corners, count, position }) => (
          <polygon
            key={position.join()}
            points={corners.map(place).join(' ')}
            fill={colourOfClass(classOf(count, breaks), breaks.length, map.ramp)}
            fillOpacity={0.85}
            stroke={map.land}
          >
            <title>{t('triage.cellOf', { count })}</title>
          </polygon>
        ))}
        <path d={dots} stroke={map.labelMuted} strokeOpacity={0.45} strokeWidth={2.4} strokeLinecap="round" />
        <g transform={`translate(12 ${pictureHeight - 12})`}>
          <path d={`M0-6V0H${bar / metresPerUnit}V-6`} fill="none" stroke={map.label} strokeWidth={1.5} />
          <text x={bar / metresPerUnit + 6} y={0} fontSize={12} fill={map.label}>
            {formatDistance(bar)}
          </text>
        </g>
      </svg>
      {total === 0 && <p className={styles.nothing}>{t('triage.nothingHere')}</p>}
    </figure>
  );
}

/** The longest of 1, 2 or 5 times a power of ten that is no longer. */
function niceLength(metres: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, metres)));
  const found = [5, 2, 1].find((each) => each * power <= metres) ?? 1;
  return found * power;
}
