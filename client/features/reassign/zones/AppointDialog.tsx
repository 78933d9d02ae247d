import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { useToday } from '../../../api/today.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorDetailOf, errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { Field, FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import { useDebounced } from '../../../ui/useDebounced.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { Candidates } from './Candidates.tsx';
import { useZoneChange } from './useZoneChange.ts';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 250;

/** Who leads a zone from a day on: somebody of the register, or nobody. */
export function AppointDialog({ now, zone, onClose }: { now: ReassignNow; zone: ZoneSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const today = useToday();
  const [text, setText] = useState('');
  const [day, setDay] = useState(today);
  const [person, setPerson] = useState<{ id: number; name: string } | null>(null);
  const asked = useDebounced(text.trim(), typingRest);
  const found = useQuery({
    ...useTRPC().search.find.queryOptions({ text: asked, areaCode: now.villageCode, perKind: 8 }),
    enabled: asked !== '',
  });
  const change = useZoneChange(onClose);
  /** The first day that is possible, once another has been refused. */
  const since = change.error ? errorDetailOf(change.error).since : undefined;
  const appoint = (personId: number | null, what: string) =>
    change.mutate({
      what,
      run: (client) => client.appoint.mutate({ countyCode: zone.countyCode, zoneId: zone.id, personId, fromOn: day }),
      takeBack: (client) =>
        client.appoint.mutate({ countyCode: zone.countyCode, zoneId: zone.id, personId: zone.leadId, fromOn: day }),
    });
  const lead = zone.leadName ?? t('reassign.zones.noLead');
  const send = () => {
    if (person) appoint(person.id, t('reassign.zones.appoint.did', { name: person.name, zone: zone.name }));
  };
  return (
    <Dialog title={t('reassign.zones.appoint.title', { name: zone.name })} onClose={onClose}>
      <Form onSubmit={send}>
        <p>{t('reassign.zones.appoint.current', { lead })}</p>
        <Field
          label={t('reassign.zones.appoint.find')}
          autoComplete="off"
          maxLength={60}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setPerson(null);
            change.reset();
          }}
        />
        {asked !== '' && found.data ? (
          <Candidates now={now} found={found.data} word={asked} chosen={person} onChoose={setPerson} />
        ) : null}
        <Field
          label={t('reassign.zones.appoint.from')}
          error={typeof since === 'string' ? t('reassign.zones.appoint.since', { since }) : null}
          type="date"
          min={typeof since === 'string' ? since : undefined}
          max={today}
          value={day}
          onChange={(event) => {
            setDay(event.target.value || today);
            change.reset();
          }}
        />
        <Hint>{t('reassign.zones.appoint.note')}</Hint>
        <FormError>{change.error && since === undefined ? errorText(change.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          {zone.leadId === null ? null : (
            <Button
              isDisabled={change.isPending}
              onClick={() => appoint(null, t('reassign.zones.appoint.vacated', { zone: zone.name }))}
            >
              {t('reassign.zones.appoint.vacant')}
            </Button>
          )}
          <Button isPrimary isDisabled={person === null || change.isPending} onClick={send}>
            {person ? t('reassign.zones.appoint.do', { name: person.name }) : t('reassign.zones.appoint')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
