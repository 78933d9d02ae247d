import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../shared/geo.ts';
import type { SplitResult } from '../../../shared/suggest.ts';
import type { ZoneSummary } from '../../../shared/zone.ts';
import { useTRPCClient } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useMapStore } from '../../map/mapStore.ts';
import { goTo } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { Choice, Field, FormError } from '../../ui/Field.tsx';
import styles from './reassign.module.css';
import type { ReassignNow } from './reassignNow.ts';
import { contentOfParts, sidesOfZone } from './splitParts.ts';
import { useZoneChange } from './useZoneChange.ts';

const ways = ['parts', 'line'] as const;
type Way = (typeof ways)[number];
type SplitDialogProps = { now: ReassignNow; zone: ZoneSummary; onClose: () => void };

/** Splits a zone into even parts, or along a line drawn on the map. */
export function SplitDialog({ now, zone, onClose }: SplitDialogProps) {
  const { t } = useTranslation();
  const [way, setWay] = useState<Way>('parts');
  const [line, setLine] = useState<readonly Position[] | null>(null);
  const [isDrawing, setDrawing] = useState(false);
  if (isDrawing) {
    return (
      <LineDrawing
        zone={zone}
        onLine={(drawn) => {
          setLine(drawn);
          setDrawing(false);
        }}
        onCancel={() => setDrawing(false)}
      />
    );
  }
  return (
    <Dialog title={t('reassign.zones.split.title', { name: zone.name })} onClose={onClose}>
      <Choice
        label={t('reassign.zones.split.how')}
        value={way}
        onChange={(event) => setWay(event.target.value === 'line' ? 'line' : 'parts')}
      >
        {ways.map((each) => (
          <option key={each} value={each}>
            {t(`reassign.zones.split.${each}`)}
          </option>
        ))}
      </Choice>
      {way === 'parts' ? (
        <SplitIntoParts now={now} zone={zone} onClose={onClose} />
      ) : (
        <SplitAlongLine now={now} zone={zone} line={line} onDraw={() => setDrawing(true)} onClose={onClose} />
      )}
    </Dialog>
  );
}

function SplitIntoParts({ now, zone, onClose }: SplitDialogProps) {
  const { t } = useTranslation();
  const { reassign } = useTRPCClient();
  const [parts, setParts] = useState(2);
  const suggestion = useMutation({
    mutationFn: (count: number) =>
      reassign.suggest.split.query({ villageCode: now.villageCode, zoneId: zone.id, parts: count }),
  });
  const change = useZoneChange(onClose);
  const split = suggestion.data;
  const send = () => {
    if (!split) return;
    change.mutate({
      what: `${t('reassign.zones.split')} ${zone.name}`,
      run: (client) =>
        client.split.mutate({
          countyCode: zone.countyCode,
          id: zone.id,
          by: { kind: 'parts', parts: contentOfParts(split) },
        }),
    });
  };
  const error = change.error ?? suggestion.error;
  return (
    <Form onSubmit={send}>
      <Field
        label={t('reassign.zones.split.count')}
        type="number"
        min={2}
        max={Math.min(50, zone.households)}
        value={parts}
        onChange={(event) => {
          setParts(Math.max(2, Number(event.target.value)));
          suggestion.reset();
        }}
      />
      {split ? <p>{splitText(now, zone, split, parts, t)}</p> : null}
      <p className={styles.hint}>{t('reassign.zones.split.note')}</p>
      <FormError>{error ? errorText(error, t) : null}</FormError>
      <Buttons>
        <Button isDisabled={suggestion.isPending} onClick={() => suggestion.mutate(parts)}>
          {t('reassign.zones.split.preview')}
        </Button>
        <Button isPrimary isDisabled={!split || split.parts.length < 2 || change.isPending} onClick={send}>
          {t('reassign.zones.split')}
        </Button>
      </Buttons>
    </Form>
  );
}

/** How large the parts are and, when they are not within limits, what makes it so. */
function splitText(now: ReassignNow, zone: ZoneSummary, split: SplitResult, wanted: number, t: TFunction): string {
  const sizes = split.parts.map(({ householdIds }) => householdIds.length);
  const households = sizes.reduce((sum, size) => sum + size, 0);
  const zones = split.parts.reduce((sum, { zoneIds }) => sum + zoneIds.length, 0);
  const { minHouseholds: min, maxHouseholds: max } = now.draft.sheet.limitsOf(zone.level);
  const short = split.because === 'tooFew' ? wanted * min - households : households - wanted * max;
  const counts = { zones, parts: wanted, households, min, max, short };
  return [
    t(zones > 0 ? 'reassign.zones.split.resultWhole' : 'reassign.zones.split.result', {
      sizes: sizes.join(' + '),
      zones,
    }),
    split.because && t(`reassign.zones.split.because.${split.because}`, counts),
  ]
    .filter(Boolean)
    .join(' ');
}

type AlongLineProps = SplitDialogProps & { line: readonly Position[] | null; onDraw: () => void };

function SplitAlongLine({ now, zone, line, onDraw, onClose }: AlongLineProps) {
  const { t } = useTranslation();
  const change = useZoneChange(onClose);
  const sides = line ? sidesOfZone(now.draft, now.register, zone.id, line) : null;
  const send = () => {
    if (!line) return;
    change.mutate({
      what: `${t('reassign.zones.split')} ${zone.name}`,
      run: (client) =>
        client.split.mutate({ countyCode: zone.countyCode, id: zone.id, by: { kind: 'line', line: [...line] } }),
    });
  };
  return (
    <Form onSubmit={send}>
      <p className={styles.hint}>{t('reassign.zones.split.drawHint')}</p>
      {sides ? <p>{t('reassign.zones.split.sides', sides)}</p> : null}
      <p className={styles.hint}>{t('reassign.zones.split.note')}</p>
      <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
      <Buttons>
        <Button onClick={onDraw}>{t('reassign.zones.split.draw')}</Button>
        <Button
          isPrimary
          isDisabled={!sides || sides.left === 0 || sides.right === 0 || change.isPending}
          onClick={send}
        >
          {t('reassign.zones.split')}
        </Button>
      </Buttons>
    </Form>
  );
}

type LineDrawingProps = { zone: ZoneSummary; onLine: (line: readonly Position[]) => void; onCancel: () => void };

/** Lets a line be drawn on the map while the dialog is out of the way. */
function LineDrawing({ zone, onLine, onCancel }: LineDrawingProps) {
  const { t } = useTranslation();
  // Drawing begins once, whatever is rendered meanwhile.
  const first = useRef({ zone, onLine });
  useEffect(() => {
    const { zone: split, onLine: tell } = first.current;
    const where = split.bounds ?? split.position;
    if (where) goTo(where);
    const { setDrawing } = useMapStore.getState();
    setDrawing({
      kind: 'line',
      onChange: () => [],
      onEnd: (shape) => shape.kind === 'stroke' && tell(shape.path),
    });
    return () => setDrawing(null);
  }, []);
  return createPortal(
    <div className={styles.pastBanner} role="status">
      {t('reassign.zones.split.drawHint')}
      <Button onClick={onCancel}>{t('reassign.cancel')}</Button>
    </div>,
    document.body,
  );
}
