import { useMutation } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SplitResult } from '../../../../shared/suggest.ts';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { useTRPCClient } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Field, FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import lists from '../lists.module.css';
import { SplitOutcome } from './SplitOutcome.tsx';
import { contentOfParts, mostParts, type SplitProps } from './splitParts.ts';

/** Even and compact parts, worked out by the server and looked at on the map before anything is changed. */
export function SplitIntoParts({ now, zone, onDone }: SplitProps) {
  const { t } = useTranslation();
  const { reassign } = useTRPCClient();
  const [wished, setWished] = useState('2');
  const most = mostParts(now, zone);
  const count = Number(wished);
  const isPossible = Number.isInteger(count) && count >= 2 && count <= most;
  const suggestion = useMutation({
    mutationFn: (parts: number) =>
      reassign.suggest.split.query({ villageCode: now.villageCode, zoneId: zone.id, parts }),
  });
  const split = suggestion.data;
  const { draft } = now;
  const parts = useMemo(() => (split ? contentOfParts(split).filter((part) => part.length > 0) : []), [split]);
  const isOuter = draft.order.ordinalOf(zone.id) !== draft.order.innermost;
  const sentence = t(isOuter ? 'reassign.zones.split.most' : 'reassign.zones.split.mostHouseholds', { most });
  return (
    <SplitOutcome
      now={now}
      zone={zone}
      onDone={onDone}
      parts={parts}
      by={{ kind: 'parts', parts }}
      line={null}
      begin={
        <Button
          isPrimary={!split}
          isDisabled={!isPossible || suggestion.isPending}
          onClick={() => suggestion.mutate(count)}
        >
          {t('reassign.zones.split.preview')}
        </Button>
      }
    >
      <Field
        label={t('reassign.zones.split.count')}
        type="number"
        min={2}
        max={most}
        error={isPossible || wished === '' ? null : sentence}
        value={wished}
        onChange={(event) => {
          setWished(event.target.value);
          suggestion.reset();
        }}
      />
      {split?.because ? <Hint>{becauseText(now, zone, split, split.because, count, t)}</Hint> : null}
      <div role="status">
        {suggestion.isPending ? (
          <>
            <Hint>{t('reassign.zones.split.working')}</Hint>
            <div className={lists.progress} />
          </>
        ) : null}
      </div>
      <FormError>{suggestion.error ? errorText(suggestion.error, t) : null}</FormError>
    </SplitOutcome>
  );
}

/** What keeps parts from being within limits, and what could be done first. */
function becauseText(
  { draft }: SplitProps['now'],
  zone: ZoneSummary,
  { parts }: SplitResult,
  because: NonNullable<SplitResult['because']>,
  wanted: number,
  t: TFunction,
): string {
  const households = parts.reduce((sum, { householdIds }) => sum + householdIds.length, 0);
  const zones = parts.reduce((sum, { zoneIds }) => sum + zoneIds.length, 0);
  const { minHouseholds: min, maxHouseholds: max } = draft.sheet.limitsOf(zone.level);
  const short = because === 'tooFew' ? wanted * min - households : households - wanted * max;
  return t(`reassign.zones.split.because.${because}`, { zones, parts: wanted, households, min, max, short });
}
