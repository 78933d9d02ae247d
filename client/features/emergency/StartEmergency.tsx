import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import type { Feature } from 'geojson';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { emergencyKinds } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useLabels } from '../../app/i18n.ts';
import { useTheme } from '../../app/theme.ts';
import { useSketch } from '../../map/useSketch.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Dialog.tsx';
import { Choice, Field, FormError } from '../../ui/Field.tsx';
import { Hint } from '../../ui/Hint.tsx';
import { FigureTile } from '../../ui/KeyFigure.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';
import styles from './emergency.module.css';
import { ThreatFields } from './ThreatFields.tsx';
import { threatOf } from './threat.ts';
import { useThreatStore } from './threatStore.ts';
import { useThreatPicking } from './useThreatPicking.ts';

/** Milliseconds a slider must rest before the server is asked. */
const rest = 300;

/** Finds the threatened area, says at once what it means, and starts. */
export function StartEmergency({ areaCode }: { areaCode: string }) {
  const { t } = useTranslation();
  const { emergencyKind } = useLabels();
  const trpc = useTRPC();
  const given = useThreatStore();
  const [{ selection }, change] = useMapState();
  useThreatPicking();
  const hazardId = selection?.kind === 'hazard' ? selection.id : null;
  const { kind, region, position, metres, depth, angle } = given;
  // Chosen elsewhere, before another area was gone to.
  const chosen = given.chosen?.areaCode.startsWith(areaCode) ? given.chosen : null;
  const threat = useMemo(
    () => threatOf({ kind, region, chosen, position, metres, depth, angle }, hazardId),
    [kind, region, chosen, position, metres, depth, angle, hazardId],
  );
  const asked = useDebounced(threat, rest);
  const preview = useQuery(
    trpc.emergency.preview.queryOptions(
      { areaCode, threat: asked ?? { kind: 'hazard', hazardId: 1, metres: 0 } },
      { enabled: asked !== null, placeholderData: keepPreviousData },
    ),
  );
  const found = asked === null ? undefined : preview.data;
  const colour = useTheme().tokens.danger;
  const sketch = useMemo((): Feature[] => {
    if (found) return [{ type: 'Feature', properties: { colour }, geometry: found.region }];
    return region ? [{ type: 'Feature', properties: { colour }, geometry: region }] : [];
  }, [found, region, colour]);
  useSketch('emergency-threat', sketch);
  const starting = useMutation(
    trpc.emergency.start.mutationOptions({
      onSuccess: ({ id }) => {
        given.clear();
        change({ emergency: id });
      },
    }),
  );
  const name = given.name.trim() || emergencyKind[given.emergency];
  const error = starting.error ?? preview.error;
  const lacking = !threat
    ? t(`emergency.lacking.${kind}`)
    : !found
      ? t('emergency.lacking.answer')
      : found.households === 0
        ? t('emergency.lacking.households')
        : null;
  return (
    <Section title={t('emergency.start')}>
      <Form
        label={t('emergency.start')}
        onSubmit={() => threat && starting.mutate({ areaCode, kind: given.emergency, name, threat })}
      >
        <Choice
          label={t('emergency.kind')}
          value={given.emergency}
          onChange={(event) => {
            const next = emergencyKinds.find((each) => each === event.target.value);
            if (next) given.change({ emergency: next });
          }}
        >
          {emergencyKinds.map((each) => (
            <option key={each} value={each}>
              {emergencyKind[each]}
            </option>
          ))}
        </Choice>
        <ThreatFields />
        {found && <Preview {...found} />}
        <Field
          label={t('emergency.name')}
          maxLength={60}
          placeholder={emergencyKind[given.emergency]}
          value={given.name}
          onChange={(event) => given.change({ name: event.target.value })}
        />
        <FormError>{error ? errorText(error, t) : null}</FormError>
        {lacking && !error && <Hint role="status">{lacking}</Hint>}
        <Button isPrimary isSubmit isDisabled={lacking !== null || starting.isPending}>
          {t(starting.isPending ? 'emergency.starting' : 'emergency.startNow')}
        </Button>
      </Form>
    </Section>
  );
}

type PreviewProps = { households: number; persons: number; needHelp: number; room: number };

function Preview({ households, persons, needHelp, room }: PreviewProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <div className={styles.tiles} role="status">
      <FigureTile label={t('emergency.households')} value={count(households)} />
      <FigureTile label={t('emergency.persons')} value={count(persons)} />
      <FigureTile label={t('emergency.needHelp')} value={count(needHelp)} tone={needHelp > 0 ? 'danger' : 'plain'} />
      <FigureTile
        label={t('emergency.room')}
        value={count(room)}
        note={room < persons ? t('emergency.roomShort', { count: persons - room }) : undefined}
        tone={room < persons ? 'danger' : 'plain'}
      />
    </div>
  );
}
