import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EndedZone } from '../../../../shared/zoneChange.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useZoneChange } from './useZoneChange.ts';
import styles from './zones.module.css';

/** Zones that were retired or merged away, each with the way back. */
export function EndedZones({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const ended = useQuery(useTRPC().reassign.zone.ended.queryOptions({ areaCode: now.villageCode }));
  const [restoring, setRestoring] = useState<EndedZone | null>(null);
  if (!ended.data || ended.data.length === 0) return null;
  return (
    <details className={styles.vacancies}>
      <summary className={shared.sectionTitle}>{t('reassign.zones.ended', { count: ended.data.length })}</summary>
      <ul className={lists.zoneList}>
        {ended.data.map((zone) => (
          <li key={zone.zoneId} className={lists.suggestedRow}>
            <span className={shared.suggestedText}>
              {zone.name}
              <span className={shared.suggestedReason}>
                {zone.into === null
                  ? t('reassign.zones.endedOn', { day: zone.endedOn })
                  : t('reassign.zones.endedInto', { day: zone.endedOn, into: zone.into })}
              </span>
            </span>
            <Button onClick={() => setRestoring(zone)}>{t('reassign.zones.restore')}</Button>
          </li>
        ))}
      </ul>
      {restoring ? <RestoreDialog now={now} zone={restoring} onClose={() => setRestoring(null)} /> : null}
    </details>
  );
}

function RestoreDialog({ now, zone, onClose }: { now: ReassignNow; zone: EndedZone; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useZoneChange(onClose);
  const send = () =>
    change.mutate({
      what: t('reassign.zones.restored', { name: zone.name }),
      run: (client) => client.restore.mutate({ countyCode: now.countyCode, id: zone.zoneId }),
    });
  return (
    <Dialog title={t('reassign.zones.restore.title', { name: zone.name })} onClose={onClose}>
      <Form onSubmit={send}>
        <p>{t('reassign.zones.restore.note')}</p>
        <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={change.isPending} onClick={send}>
            {t('reassign.zones.restore')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
