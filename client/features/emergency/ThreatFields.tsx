import { useTranslation } from 'react-i18next';
import { boundsOf } from '../../../shared/shape.ts';
import { goTo } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { RegionFile } from '../../ui/RegionFile.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { AreaChoice } from './AreaChoice.tsx';
import styles from './emergency.module.css';
import { threatKinds, useThreatStore } from './threatStore.ts';

/** How the threatened area is found, and what that takes. */
export function ThreatFields() {
  const { t } = useTranslation();
  const { kind, metres, depth, angle, isPicking, region, change } = useThreatStore();
  const isOnMap = kind === 'drawn' || kind === 'landslide' || kind === 'flood';
  return (
    <>
      <Segments
        label={t('emergency.threat')}
        segments={threatKinds.map((value) => ({ value, word: t(`emergency.threat.${value}`) }))}
        value={kind}
        onChange={(value) => change({ kind: value, isPicking: false })}
      />
      <Hint>
        {t(`emergency.threatHint.${kind}`)} {isPicking && t('ui.pointByKeys')}
      </Hint>
      {isOnMap && <PickButton />}
      {kind === 'drawn' && (
        <RegionFile
          onRegion={(given) => {
            change({ region: given, isPicking: false });
            goTo(boundsOf(given));
          }}
          isGone={region === null}
        />
      )}
      {kind === 'area' && <AreaChoice />}
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

/** Begins and stops drawing the area, or pointing at where the water comes from. */
function PickButton() {
  const { t } = useTranslation();
  const { kind, isPicking, region, change } = useThreatStore();
  const word = kind === 'flood' ? 'emergency.pickPoint' : region ? 'emergency.drawAgain' : 'emergency.draw';
  return (
    <div className={styles.pick}>
      <Button onClick={() => change({ isPicking: !isPicking })}>{t(isPicking ? 'emergency.stopPicking' : word)}</Button>
    </div>
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
