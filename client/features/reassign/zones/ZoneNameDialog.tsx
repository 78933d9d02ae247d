import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { errorText } from '../../../app/errorText.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { Choice, Field, FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import type { ReassignNow } from '../reassignNow.ts';
import { useZoneChange } from './useZoneChange.ts';

type ZoneNameDialogProps = { now: ReassignNow; zone: ZoneSummary | null; onClose: () => void };

/** A new zone with its place among the others, or another name for one. */
export function ZoneNameDialog({ now, zone, onClose }: ZoneNameDialogProps) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const { levels, zones } = now.register;
  const innermost = levels.find(({ ordinal }) => ordinal === now.draft.order.innermost) ?? levels.at(-1);
  const [name, setName] = useState(zone?.name ?? '');
  const [level, setLevel] = useState(zone?.level ?? innermost?.level ?? '');
  const ordinal = levels.find((each) => each.level === level)?.ordinal ?? 1;
  const parents = zones.filter(({ id }) => now.draft.order.ordinalOf(id) === ordinal - 1);
  const [parent, setParent] = useState(zones.find(({ id }) => id === zone?.id)?.parentId ?? null);
  const parentId = parents.find(({ id }) => id === parent)?.id ?? parents[0]?.id ?? null;
  const change = useZoneChange(onClose);
  const title = zone ? t('reassign.zones.rename.title', { name: zone.name }) : t('reassign.zones.create.title');
  const send = () =>
    change.mutate({
      what: `${t(zone ? 'reassign.zones.rename' : 'reassign.zones.create')} ${name.trim()}`,
      run: (client) =>
        zone
          ? client.rename.mutate({ countyCode: zone.countyCode, id: zone.id, name: name.trim() })
          : client.create.mutate({ villageCode: now.villageCode, level, parentId, name: name.trim() }),
      takeBack: (client, { zones: [made] }) => {
        const ref = { countyCode: now.countyCode, id: made?.id ?? 0 };
        return zone ? client.rename.mutate({ ...ref, name: zone.name }) : client.retire.mutate(ref);
      },
    });
  return (
    <Dialog title={title} onClose={onClose}>
      <Form onSubmit={send}>
        <Field
          label={t('reassign.zones.name')}
          maxLength={40}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {zone ? null : (
          <>
            <Choice label={t('reassign.zones.level')} value={level} onChange={(event) => setLevel(event.target.value)}>
              {levels.map((each) => (
                <option key={each.level} value={each.level}>
                  {language === 'zh' ? each.nameZh : each.nameEn}
                </option>
              ))}
            </Choice>
            {parents.length > 0 ? (
              <Choice
                label={t('reassign.zones.parent')}
                value={parentId ?? ''}
                onChange={(event) => setParent(Number(event.target.value))}
              >
                {parents.map((each) => (
                  <option key={each.id} value={each.id}>
                    {each.name}
                  </option>
                ))}
              </Choice>
            ) : null}
          </>
        )}
        {zone ? null : <Hint>{t('reassign.zones.create.note')}</Hint>}
        <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={name.trim() === '' || change.isPending} onClick={send}>
            {t(zone ? 'reassign.zones.rename' : 'reassign.zones.create')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}
