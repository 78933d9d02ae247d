import { ChevronDown } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../app/i18n.ts';
import { layerMinZoom } from '../../map/drawOrder.ts';
import type { LayerId, LayerStates } from '../../map/layerIds.ts';
import { useZoomStep } from '../../map/useMapEvent.ts';
import { formatCount } from '../../ui/format.ts';
import { Switch } from '../../ui/Switch.tsx';
import { useMapState } from '../../url/mapState.ts';
import type { LayerCount } from './counts.ts';
import styles from './layers.module.css';
import { Swatch } from './Swatch.tsx';

type LayerRowProps = {
  layer: LayerId;
  count: LayerCount;
  isOpen: boolean;
  onToggle: () => void;
  /** Classes of the layer, below the row while it is open. */
  children?: ReactNode;
};

/** One layer of the legend: how it looks, how many there are, on or off, and more on demand. */
export function LayerRow({ layer, count, isOpen, onToggle, children }: LayerRowProps) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const [{ layers }, change] = useMapState();
  const zoom = useZoomStep();
  const detailId = useId();
  const name = t(`layers.${layer}`);
  const state = layers[layer];
  const isTooFar = state.on && zoom < Math.floor(layerMinZoom[layer]);
  const set = (patch: Partial<LayerStates[LayerId]>) =>
    change({ layers: { ...layers, [layer]: { ...state, ...patch } } });
  return (
    <li className={styles.layer} data-off={!state.on} data-layer={layer}>
      <div className={styles.row}>
        <button
          type="button"
          className={styles.name}
          aria-expanded={isOpen}
          aria-controls={isOpen ? detailId : undefined}
          title={t('layers.more', { layer: name })}
          onClick={onToggle}
        >
          <Swatch layer={layer} />
          <span className={styles.word}>
            {name}
            {isTooFar && <span className={styles.hint}>{t('layers.zoomIn')}</span>}
          </span>
          <ChevronDown size={14} className={styles.chevron} data-open={isOpen} aria-hidden />
        </button>
        {count && (
          <span className={styles.count}>
            {count.shown !== count.total && `${formatCount(count.shown, language)} / `}
            {formatCount(count.total, language)}
          </span>
        )}
        <Switch isOn={state.on} label={t('layers.show', { layer: name })} onChange={(on) => set({ on })} />
      </div>
      {isOpen && (
        <div id={detailId} className={styles.detail}>
          {children}
          <label className={styles.slider}>
            <span>{t('layers.opacity')}</span>
            <input
              type="range"
              min={10}
              max={100}
              step={5}
              value={Math.round(state.opacity * 100)}
              onChange={(event) => set({ opacity: Number(event.target.value) / 100 })}
            />
            <output>{Math.round(state.opacity * 100)}%</output>
          </label>
        </div>
      )}
    </li>
  );
}
