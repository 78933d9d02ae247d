import { Mountain, Pentagon, TriangleAlert, Waves } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button.tsx';
import styles from './emergency.module.css';
import { threatKinds, useThreatStore } from './threatStore.ts';

const icons = { drawn: Pentagon, hazard: TriangleAlert, flood: Waves, landslide: Mountain };

/** How the threatened area is found, and what that takes. */
export function ThreatFields() {
  const { t } = useTranslation();
  const { kind, metres, depth, angle, isPicking, region, position, change } = useThreatStore();
  const isSet = kind === 'flood' ? position !== null : region !== null;
  return (
    <>
      <fieldset className={styles.ways} aria-label={t('emergency.threat')}>
        {threatKinds.map((each) => {
          const Icon = icons[each];
          return (
            <button
              key={each}
              type="button"
              className={styles.way}
              aria-pressed={each === kind}
              onClick={() => change({ kind: each, isPicking: false })}
            >
              <Icon size={18} aria-hidden />
              <span>{t(`emergency.threat.${each}`)}</span>
              <small>{t(`emergency.threatHint.${each}`)}</small>
            </button>
          );
        })}
      </fieldset>
      {kind !== 'hazard' && (
        <Button onClick={() => change({ isPicking: !isPicking })}>
          {t(
            isPicking
              ? 'emergency.stopPicking'
              : kind === 'flood'
                ? 'emergency.pickPoint'
                : isSet
                  ? 'emergency.drawAgain'
                  : 'emergency.draw',
          )}
        </Button>
      )}
      {kind === 'hazard' && (
        <Slider
          label={t('emergency.metres', { value: metres })}
          value={metres}
          min={0}
          max={1000}
          step={10}
          onChange={(value) => change({ metres: value })}
        />
      )}
      {kind === 'flood' && (
        <Slider
          label={t('emergency.depth', { value: depth })}
          value={depth}
          min={0.5}
          max={15}
          step={0.5}
          onChange={(value) => change({ depth: value })}
        />
      )}
      {kind === 'landslide' && (
        <Slider
          label={t('emergency.angle', { value: angle })}
          value={angle}
          min={10}
          max={45}
          step={1}
          onChange={(value) => change({ angle: value })}
        />
      )}
    </>
  );
}

type SliderProps = {
  label: string;
  value: number;
  min: number;
  max: number;
  step: number;
  onChange: (value: number) => void;
};

function Slider({ label, onChange, ...range }: SliderProps) {
  return (
    <label className={styles.slider}>
      {label}
      <input type="range" {...range} onChange={(event) => onChange(Number(event.target.value))} />
    </label>
  );
}
