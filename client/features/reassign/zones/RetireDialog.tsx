import { useTranslation } from 'react-i18next';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import type { ReassignNow } from '../reassignNow.ts';
import { useZoneChange } from './useZoneChange.ts';

/** Ends a zone that holds nothing any more. */
export function RetireDialog({ zone, onClose }: { now: ReassignNow; zone: ZoneSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const change = useZoneChange(onClose);
  const send = () =>
    change.mutate({
      what: `${t('reassign.zones.retire')} ${zone.name}`,
      run: (client) => client.retire.mutate({ countyCode: zone.countyCode, id: zone.id }),
      takeBack: (client) => client.restore.mutate({ countyCode: zone.countyCode, id: zone.id }),
    });
  return (
    <Dialog title={t('reassign.zones.retire.title', { name: zone.name })} onClose={onClose}>
      <Form onSubmit={send}>
        <p>{t('reassign.zones.retire.note')}</p>
        <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={change.isPending} onClick={send}>
            {t('reassign.zones.retire')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
