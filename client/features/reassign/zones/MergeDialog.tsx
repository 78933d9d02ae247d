import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ZoneSummary, zoneSize } from '../../../../shared/zone.ts';
import { errorText } from '../../../app/errorText.ts';
import type { Register } from '../../../map/visible.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../../ui/Dialog.tsx';
import { FormError } from '../../../ui/Field.tsx';
import { formatDistance } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import controls from '../controls.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { doorsApart, piecesOfMerge, rowsToday } from './mergeReach.ts';
import { useZoneChange } from './useZoneChange.ts';
import styles from './zones.module.css';

/** Gives all that other zones of the level hold to one; they end. The nearest are offered first. */
export function MergeDialog({ now, zone, onClose }: { now: ReassignNow; zone: ZoneSummary; onClose: () => void }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const change = useZoneChange(onClose);
  const { register } = now;
  const others = useMemo(() => nearestFirst(register, zone), [register, zone]);
  const total = others.reduce(
    (sum, { other: { id, households } }) => sum + (chosen.has(id) ? households : 0),
    zone.households,
  );
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
          {others.map(({ other: { id, name, households, leadName }, metres }) => (
            <label key={id} className={controls.wish}>
              <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
              {name}
              <span className={shared.targetFacts}>
                {t('reassign.zones.facts', { households, lead: leadName ?? t('reassign.zones.noLead') })}
                {metres === null ? null : <span>{formatDistance(metres)}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        <Hint>{t('reassign.zones.merge.leads', { name: zone.name })}</Hint>
        {chosen.size > 0 && zoneSize(total, limits) === 'over' ? (
          <p className={shared.bad}>{t('reassign.zones.merge.over', { total, most: limits.maxHouseholds })}</p>
        ) : null}
        <Apart now={now} zone={zone} others={others.filter(({ other }) => chosen.has(other.id))} />
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

type Other = { other: ZoneSummary; rows: number[]; metres: number | null };

/** The zones of the same level with how far their nearest door is, those without one last. */
function nearestFirst(register: Register, zone: ZoneSummary): Other[] {
  const own = rowsToday(register, zone.id);
  const far = Number.POSITIVE_INFINITY;
  return register.zones
    .filter(({ id, level }) => level === zone.level && id !== zone.id)
    .map((other) => {
      const rows = rowsToday(register, other.id);
      return { other, rows, metres: doorsApart(register.household, own, rows) };
    })
    .sort((one, two) => (one.metres ?? far) - (two.metres ?? far));
}

/** Warns of what would not hang together; whether it matters is for people to say. */
function Apart({ now, zone, others }: { now: ReassignNow; zone: ZoneSummary; others: readonly Other[] }) {
  const { t } = useTranslation();
  const rows = others.map((each) => each.rows);
  const pieces = piecesOfMerge(now.draft.neighbours, [rowsToday(now.register, zone.id), ...rows]);
  const [furthest] = [...others].sort((one, two) => (two.metres ?? 0) - (one.metres ?? 0));
  return (
    <div role="status">
      {pieces !== null && furthest ? (
        <p className={shared.bad}>
          {t('reassign.zones.merge.apart', {
            pieces,
            furthest: furthest.other.name,
            name: zone.name,
            distance: formatDistance(furthest.metres ?? 0),
          })}
        </p>
      ) : null}
    </div>
  );
}
