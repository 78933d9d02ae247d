import { useTranslation } from 'react-i18next';
import { useTheme } from '../../../app/theme.ts';
import { useFormat } from '../../../ui/useFormat.ts';
import styles from './pattern.module.css';
import { classOf, colourOfClass, type Measure } from './patternScale.ts';

type PatternLegendProps = {
  breaks: readonly number[];
  /** Of every cell or zone; null where nobody lives. */
  values: readonly (number | null)[];
  measure: Measure;
  /** What is coloured. */
  what: 'hexagon' | 'zone';
  /** Whether the map rings what comes back. */
  hasRepeats?: boolean;
};

/** The classes of the colours on the map, with how many cells or zones are in each. */
export function PatternLegend({ breaks, values, measure, what, hasRepeats = true }: PatternLegendProps) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { ramp } = useTheme().tokens.map;
  const counts = breaks.map((_, index) => values.filter((value) => classOf(value ?? 0, breaks) === index).length);
  const empty = values.filter((value) => value === null).length;
  return (
    <figure className={styles.legend}>
      <figcaption>{t(`triage.legend.${measure}`)}</figcaption>
      <ul>
        {breaks.map((bound, index) => {
          const next = breaks[index + 1];
          return (
            <li key={bound}>
              <span
                className={styles.swatch}
                style={{ background: colourOfClass(index, breaks.length, ramp) }}
                aria-hidden="true"
              />
              {classWords(bound, next, measure, number)}
              <small>{t(`triage.legend.${what}`, { count: counts[index] ?? 0 })}</small>
            </li>
          );
        })}
        {empty > 0 && (
          <li>
            <span className={styles.swatch} data-empty="true" aria-hidden="true" />
            {t('triage.legend.nobody')}
            <small>{t(`triage.legend.${what}`, { count: empty })}</small>
          </li>
        )}
        {hasRepeats && (
          <li>
            <span className={styles.swatch} data-ring="true" aria-hidden="true" />
            {t('triage.legend.repeat')}
          </li>
        )}
      </ul>
    </figure>
  );
}

/** `3-5` of whole numbers, `12-20` of rates, `≥ 8` at the end. */
function classWords(
  bound: number,
  next: number | undefined,
  measure: Measure,
  number: (value: number, digits?: number) => string,
): string {
  const digits = measure === 'count' ? 0 : 1;
  if (next === undefined) return `≥ ${number(bound, digits)}`;
  if (measure === 'perThousand') return `${number(bound, digits)} – ${number(next, digits)}`;
  return next - 1 === bound ? number(bound, 0) : `${number(bound, 0)} – ${number(next - 1, 0)}`;
}
