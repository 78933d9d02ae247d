import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ZoneSummary, zoneSize } from '../../../../shared/zone.ts';
import { errorText } from '../../../app/errorText.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import { Hint } from '../../../ui/Hint.tsx';
import controls from '../controls.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { metresApart } from '../select/targets.ts';
import { useZoneChange } from './useZoneChange.ts';
import styles from './zones.module.css';

/** Gives all that other zones of the level hold to one; they end. The nearest are offered first. */
export function MergeDialog({ now, zone, onClose }: { now: ReassignNow; zone: ZoneSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const change = useZoneChange(onClose);
  const others = now.register.zones
    .filter(({ id, level }) => level === zone.level && id !== zone.id)
    .map((other) => ({ other, metres: distance(zone, other) }))
    .sort((a, b) => a.metres - b.metres)
    .map(({ other }) => other);
  const total = others.reduce((sum, { id, households }) => sum + (chosen.has(id) ? households : 0), zone.households);
  const limits = now.draft.sheet.limitsOf(zone.level);
  const toggle = (id: number) =>
    setChosen((held) => new Set(held.has(id) ? [...held].filter((each) => each !== id) : [...held, id]));
  const send = () =>
    change.mutate({
      what: t('reassign.zones.merge.done', { name: zone.name, count: total }),
      run: (client) => client.merge.mutate({ countyCode: zone.countyCode, into: zone.id, zoneIds: [...chosen] }),
      takeBack: async (client) => {
        for (const id of chosen) await client.restore.mutate({ countyCode: zone.countyCode, id });
      },
    });
  return (
    <Dialog title={t('reassign.zones.merge.title', { name: zone.name })} onClose={onClose}>
      <Form onSubmit={send}>
        <p>{t('reassign.zones.merge.note', { name: zone.name })}</p>
        <fieldset className={styles.choices}>
          <legend>{t('reassign.zones.merge.which')}</legend>
          {others.map(({ id, name, households, leadName }) => (
            <label key={id} className={controls.wish}>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
              {name}
              <span className={shared.targetFacts}>
                {t('reassign.zones.facts', { households, lead: leadName ?? t('reassign.zones.noLead') })}
              </span>
            </label>
          ))}
        </fieldset>
        <Hint>{t('reassign.zones.merge.leads', { name: zone.name })}</Hint>
        {chosen.size > 0 && zoneSize(total, limits) === 'over' ? (
          <p className={shared.bad}>{t('reassign.zones.merge.over', { total, most: limits.maxHouseholds })}</p>
        ) : null}
        <FormError>{change.error ? errorText(change.error, t) : null}</FormError>
        <Buttons>
          <Button onClick={onClose}>{t('reassign.cancel')}</Button>
          <Button isPrimary isDisabled={chosen.size === 0 || change.isPending} onClick={send}>
            {t('reassign.zones.merge')} · {t('reassign.countHouseholds', { count: total })}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );
}

function distance(one: ZoneSummary, other: ZoneSummary): number {
  return one.position && other.position ? metresApart(one.position, other.position) : Number.POSITIVE_INFINITY;
}
