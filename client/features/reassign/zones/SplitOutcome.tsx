import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Position } from '../../../../shared/geo.ts';
import { zoneSize } from '../../../../shared/zone.ts';
import { partNames, type ZoneSplitInput } from '../../../../shared/zoneChange.ts';
import { errorText } from '../../../app/errorText.ts';
import { useTheme } from '../../../app/theme.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import shared from '../reassign.module.css';
import { householdsOfContent, type SplitProps } from './splitParts.ts';
import { useSplitLayer } from './useSplitLayer.ts';
import { useZoneChange } from './useZoneChange.ts';
import styles from './zones.module.css';

type SplitOutcomeProps = SplitProps & {
  /** What the zone holds, part by part: households of an innermost zone, else the zones in it. */
  parts: readonly (readonly number[])[];
  by: ZoneSplitInput['by'];
  line: readonly Position[] | null;
  /** What leads to parts. */
  begin: ReactNode;
  children: ReactNode;
};

/** The parts that would be: numbered on the map, with their sizes and names, and the button that makes them. */
export function SplitOutcome({ now, zone, onDone, parts, by, line, begin, children }: SplitOutcomeProps) {
  const { t } = useTranslation();
  const { tokens } = useTheme();
  const [written, setWritten] = useState<Record<number, string>>({});
  const { draft, register } = now;
  const households = useMemo(
    () => parts.map((part) => householdsOfContent(draft, register, zone.id, part)),
    [draft, register, zone.id, parts],
  );
  useSplitLayer(households, line);
  const taken = new Set(register.zones.map(({ name }) => name));
  const offered = partNames(zone.name, Math.max(0, parts.length - 1), taken);
  const names = offered.map((name, at) => written[at] ?? name);
  const limits = draft.sheet.limitsOf(zone.level);
  const { minHouseholds, maxHouseholds } = limits;
  const change = useZoneChange(onDone);
  const isReady = parts.length > 1 && names.every((name) => name.trim() !== '') && !change.isPending;
  const send = () =>
    change.mutate({
      what: ({ zones }) =>
        t('reassign.zones.split.done', {
          parts: zones
            .map(({ name, households: count }) => t('reassign.zones.split.part', { name, count }))
            .join(t('reassign.zones.split.and')),
        }),
      run: (client) =>
        client.split.mutate({
          countyCode: zone.countyCode,
          id: zone.id,
          by,
          names: names.map((name) => name.trim()),
        }),
      takeBack: (client, { zones }) =>
        client.merge.mutate({
          countyCode: zone.countyCode,
          into: zone.id,
          zoneIds: zones.slice(1).map(({ id }) => id),
        }),
    });
  return (
    <Form onSubmit={() => isReady && send()}>
      {children}
      {parts.length > 1 ? (
        <ul className={styles.parts}>
          {households.map((own, at) => (
            <li key={own[0] ?? at}>
              <span
                className={shared.pieceNumber}
                style={{ background: tokens.map.zonesStrong[at % tokens.map.zonesStrong.length] }}
              >
                {at + 1}
              </span>
              {at === 0 ? (
                <span className={styles.partName}>
                  {zone.name}
                  <small>{t('reassign.zones.split.keeps')}</small>
                </span>
              ) : (
                <input
                  className={styles.partName}
                  aria-label={t('reassign.zones.split.nameOf', { number: at + 1 })}
                  maxLength={40}
                  value={names[at - 1] ?? ''}
                  onChange={(event) => {
                    setWritten({ ...written, [at - 1]: event.target.value });
                    change.reset();
                  }}
                />
              )}
              <span className={styles.partSize} data-size={zoneSize(own.length, limits)}>
                {t('reassign.countHouseholds', { count: own.length })}
                {own.length < minHouseholds ? (
                  <small>{t('reassign.issue.under', { count: minHouseholds - own.length })}</small>
                ) : null}
                {own.length > maxHouseholds ? (
                  <small>{t('reassign.issue.over', { count: own.length - maxHouseholds })}</small>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      {parts.length > 1 ? <Hint>{t('reassign.zones.split.note')}</Hint> : null}
      <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
      <Buttons>
        <Button onClick={onDone}>{t('reassign.cancel')}</Button>
        {begin}
        <Button isPrimary={parts.length > 1} isDisabled={!isReady} onClick={send}>
          {t('reassign.zones.split')}
        </Button>
      </Buttons>
    </Form>
  );
}
