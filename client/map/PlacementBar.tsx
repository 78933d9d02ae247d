import { Marker } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { errorText } from '../app/errorText.ts';
import { Button } from '../ui/Button.tsx';
import { buildingAddress } from './buildingAt.ts';
import { focusMap, type PickedPosition, useMapStore } from './mapStore.ts';
import styles from './placement.module.css';
import type { PlacedHousehold, PlacementStep } from './placement.ts';

type PlacementBarProps = {
  step: Exclude<PlacementStep, { kind: 'idle' }>;
  isSaving: boolean;
  error: unknown;
  onConfirm: (household: PlacedHousehold, picked: PickedPosition) => void;
  onAgain: (household: PlacedHousehold) => void;
  onStop: () => void;
};

/** What floats over the map while a household is being placed: what to do, then the question, then that it is done. */
export function PlacementBar(props: PlacementBarProps) {
  const { step } = props;
  const name = step.household.address || step.household.number;
  switch (step.kind) {
    case 'picking':
      return createPortal(<Instruction name={name} onStop={props.onStop} />, document.body);
    case 'confirming':
      return <Question {...props} name={name} household={step.household} picked={step.picked} />;
    case 'done':
      return createPortal(<Done {...props} name={name} />, document.body);
  }
}

function Instruction({ name, onStop }: { name: string; onStop: () => void }) {
  const { t } = useTranslation();
  useEffect(focusMap, []);
  return (
    <div className={styles.bar} role="status" style={useFreeMiddle()}>
      <p>
        {t('ui.placement.instruction', { name })}
        <span className={styles.keyboard}>{t('ui.placement.keyboard')}</span>
      </p>
      <Button onClick={onStop}>{t('ui.placement.cancel')}</Button>
    </div>
  );
}

/** In the middle of what the panels leave of the map's width. */
function useFreeMiddle(): { left: number; maxWidth: number } {
  const { left, right } = useMapStore((store) => store.padding);
  const free = window.innerWidth - left - right;
  return { left: left + free / 2, maxWidth: Math.min(560, free - 16) };
}

function Question({
  name,
  household,
  picked,
  isSaving,
  error,
  onConfirm,
  onAgain,
  onStop,
}: PlacementBarProps & { name: string; household: PlacedHousehold; picked: PickedPosition }) {
  const { t } = useTranslation();
  const element = useMarkerElement(picked);
  const dialog = useRef<HTMLDivElement>(null);
  const { countyCode } = household;
  const { buildingId } = picked;
  useEffect(() => {
    dialog.current?.querySelector('button')?.focus();
    const { setHover } = useMapStore.getState();
    if (buildingId !== null) setHover({ kind: 'building', countyCode, id: buildingId });
    return () => setHover(null);
  }, [buildingId, countyCode]);
  if (!element) return null;
  return createPortal(
    <div
      ref={dialog}
      className={styles.popover}
      role="dialog"
      aria-label={t('ui.placement.question', { name })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onStop();
        event.stopPropagation();
      }}
      onClick={(event) => event.stopPropagation()}
    >
      <strong>{t('ui.placement.question', { name })}</strong>
      <p>
        <Where picked={picked} />
      </p>
      {error ? (
        <p role="alert" className={styles.error}>
          {errorText(error, t)}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button isPrimary isDisabled={isSaving} onClick={() => onConfirm(household, picked)}>
          {t(isSaving ? 'ui.placement.saving' : 'ui.placement.confirm')}
        </Button>
        <Button isDisabled={isSaving} onClick={() => onAgain(household)}>
          {t('ui.placement.again')}
        </Button>
        <Button isDisabled={isSaving} onClick={onStop}>
          {t('ui.placement.cancel')}
        </Button>
      </div>
    </div>,
    element,
  );
}

function Where({ picked: { buildingId, position } }: { picked: PickedPosition }) {
  const { t } = useTranslation();
  const map = useMapStore((store) => store.map);
  if (buildingId === null) {
    const [lng, lat] = position;
    return t('ui.placement.point', { position: `${lng.toFixed(5)}, ${lat.toFixed(5)}` });
  }
  const address = map ? buildingAddress(map, buildingId, position) : null;
  return address ? t('ui.placement.building', { address }) : t('ui.placement.buildingUnnamed');
}

/** An element that stays over the picked position while the map moves. */
function useMarkerElement(picked: PickedPosition): HTMLElement | null {
  const map = useMapStore((store) => store.map);
  const [element] = useState(() => {
    const holder = document.createElement('div');
    holder.style.zIndex = '5';
    return holder;
  });
  useEffect(() => {
    if (!map) return;
    const marker = new Marker({ element, anchor: 'bottom', offset: [0, -10] }).setLngLat(picked.position).addTo(map);
    // The marker announces itself as an image, which would hide the dialog inside it.
    element.removeAttribute('role');
    element.removeAttribute('aria-label');
    const pin = new Marker({ color: 'var(--accent)', scale: 0.6 }).setLngLat(picked.position).addTo(map);
    pin.getElement().setAttribute('aria-hidden', 'true');
    return () => {
      marker.remove();
      pin.remove();
    };
  }, [map, element, picked]);
  return map ? element : null;
}

function Done({
  step,
  name,
  onAgain,
  onStop,
}: Pick<PlacementBarProps, 'step' | 'onAgain' | 'onStop'> & { name: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.bar} role="status" style={useFreeMiddle()}>
      <p>{t('ui.placement.done', { name })}</p>
      <Button onClick={() => onAgain(step.household)}>{t('ui.placement.replace')}</Button>
      <Button isPrimary onClick={onStop}>
        {t('ui.placement.close')}
      </Button>
    </div>
  );
}
