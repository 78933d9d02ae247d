import { useMutation } from '@tanstack/react-query';
import { BoxSelect, Circle, Footprints, Lasso, type LucideIcon, Pentagon, Route, Scan } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bounds } from '../../../../shared/geo.ts';
import { bufferedLayers } from '../../../../shared/hazardFilter.ts';
import { boundsOf } from '../../../../shared/shape.ts';
import { useCurrentArea } from '../../../api/area.ts';
import { uploadRegion } from '../../../api/upload.ts';
import { errorText } from '../../../app/errorText.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { FileField, FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
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
  const [isSimplified, setSimplified] = useState(false);
  const [isElsewhere, setElsewhere] = useState(false);
  const bounds = useCurrentArea()?.bounds ?? null;
  const addView = () => {
    const bounds = useMapStore.getState().map?.getBounds();
    if (!bounds) return;
    add({ kind: 'view', bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()] });
  };
  const uploading = useMutation({
    mutationFn: (file: File) => uploadRegion(file),
    onSuccess: (given) => {
      setSimplified(given.simplified);
      setElsewhere(bounds !== null && areApart(bounds, boundsOf(given.region)));
      add({ kind: 'region', region: given.region });
    },
  });
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
      {tool !== 'point' && !isSelecting && <Hint>{t(`triage.toolHint.${tool}`)}</Hint>}
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
      <FileField
        label={t('triage.upload')}
        accept=".geojson,.json,.zip,.kml"
        onChoose={(file) => uploading.mutate(file)}
      />
      <FormError>{uploading.error ? errorText(uploading.error, t) : null}</FormError>
      <Hint>{t('triage.uploadHint')}</Hint>
      {isElsewhere && hazardChoice.where.length > 0 && (
        <Hint isProblem role="status">
          {t('triage.elsewhere')}
        </Hint>
      )}
      {isSimplified && <Hint>{t('triage.simplified')}</Hint>}
    </Fold>
  );
}

/** Whether two rectangles have nothing in common. */
function areApart([west, south, east, north]: Bounds, [left, bottom, right, top]: Bounds): boolean {
  return left > east || right < west || bottom > north || top < south;
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
