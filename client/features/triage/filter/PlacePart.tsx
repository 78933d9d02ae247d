import { BoxSelect, Circle, Footprints, Lasso, type LucideIcon, Pentagon, Route, Scan } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { bufferedLayers } from '../../../../shared/hazardFilter.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { RegionFile } from '../../../ui/RegionFile.tsx';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import { type Tool, useTriageStore } from '../triageStore.ts';
import { Fold } from './FacetPart.tsx';
import styles from './filter.module.css';
import { useAddPlace } from './useAddPlace.ts';

const drawn: readonly [Exclude<Tool, 'point'>, LucideIcon][] = [
  ['box', BoxSelect],
  ['lasso', Lasso],
  ['polygon', Pentagon],
  ['circle', Circle],
  ['street', Route],
  ['foot', Footprints],
];

/** 在哪里: ways to say where, each of which narrows the list further. */
export function PlacePart() {
  const { t } = useTranslation();
  const [{ hazardChoice }] = useMapState();
  const { tool, isSelecting, metres, minutes, setTool, setMetres, setMinutes } = useTriageStore();
  const add = useAddPlace();
  const addView = () => {
    const bounds = useMapStore.getState().map?.getBounds();
    if (!bounds) return;
    add({ kind: 'view', bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] });
  };
  return (
    <Fold title={t('triage.where')} chosen={hazardChoice.where.length}>
      <div className={styles.tools} role="toolbar" aria-label={t('triage.where')}>
        {drawn.map(([each, Icon]) => (
          <button
            key={each}
            type="button"
            className={shared.tool}
            aria-pressed={tool === each && !isSelecting}
            onClick={() => setTool(tool === each && !isSelecting ? 'point' : each)}
          >
            <Icon size={16} aria-hidden />
            {t(`triage.tool.${each}`)}
          </button>
        ))}
        <button type="button" className={shared.tool} onClick={addView}>
          <Scan size={16} aria-hidden />
          {t('triage.tool.view')}
        </button>
        <AroundSelection />
      </div>
      {tool !== 'point' && !isSelecting && (
        <Hint>
          {t(`triage.toolHint.${tool}`)} {t('ui.pointByKeys')}
        </Hint>
      )}
      <div className={shared.sizes}>
        <label>
          {t('triage.metres')}
          <input
            type="number"
            min={0}
            max={20000}
            step={50}
            value={metres}
            onChange={(event) => setMetres(Math.min(20_000, Math.max(1, Number(event.target.value))))}
          />
        </label>
        <label>
          {t('triage.minutes')}
          <input
            type="number"
            min={1}
            max={60}
            value={minutes}
            onChange={(event) => setMinutes(Math.min(60, Math.max(1, Number(event.target.value))))}
          />
        </label>
      </div>
      <RegionFile onRegion={(region) => add({ kind: 'region', region })} isGone={hazardChoice.where.length === 0} />
    </Fold>
  );
}

/** Within so many metres of what the card is open for. */
function AroundSelection() {
  const { t } = useTranslation();
  const [{ selection }] = useMapState();
  const metres = useTriageStore((store) => store.metres);
  const add = useAddPlace();
  const layer = bufferedLayers.find((each) => each === selection?.kind);
  if (!selection || !layer) return null;
  return (
    <button
      type="button"
      className={shared.tool}
      onClick={() => add({ kind: 'buffer', feature: { layer, id: selection.id }, metres })}
    >
      <Circle size={16} aria-hidden />
      {t('triage.aroundSelection', { what: t(`triage.layer.${layer}`) })}
    </button>
  );
}
