import { Pause, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Choice } from '../../../ui/Field.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import shared from '../triage.module.css';
import styles from './pattern.module.css';

/** Milliseconds a month is shown while it plays. */
const beat = 700;
/** Months looked at together; 0 is all until then. */
export const spans = [1, 3, 12, 0] as const;

type PatternTimeProps = {
  months: readonly string[];
  month: number;
  span: number;
  count: number;
  onMonth: (month: number) => void;
  onSpan: (span: number) => void;
};

/** Which months are looked at: moved by hand, or played one after the other. */
export function PatternTime({ months, month, span, count, onMonth, onSpan }: PatternTimeProps) {
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
    <div>
      <label className={shared.slider}>
        <span>
          {t('triage.until')}
          <output>{t('triage.monthCount', { month: name, count })}</output>
        </span>
        <input
          type="range"
          // A label names the first box in it, which is the output.
          aria-label={t('triage.until')}
          min={0}
          max={Math.max(0, months.length - 1)}
          value={month}
          aria-valuetext={name}
          onChange={(event) => onMonth(Number(event.target.value))}
        />
      </label>
      <div className={styles.timeTools}>
        <TextButton onClick={play}>
          {isPlaying ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}
          {t(isPlaying ? 'triage.pause' : 'triage.play')}
        </TextButton>
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
