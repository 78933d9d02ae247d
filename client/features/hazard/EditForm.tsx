import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { hazardChannels } from '../../../shared/hazard.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { dueOn } from '../../../shared/hazardRules.ts';
import { refreshColumns } from '../../api/columns.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorCodeOf, errorText } from '../../app/errorText.ts';
import { useLabels } from '../../app/i18n.ts';
import { useReportStore } from '../../map/reportStore.ts';
import { useZones } from '../../map/useRegister.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Dialog.tsx';
import { Choice, Field, FormError, TextField } from '../../ui/Field.tsx';
import { calendarDay } from '../../ui/format.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { KindFields, SeverityField } from './ContentFields.tsx';
import { contentOf, type HazardContent, partsBetween, patchOf } from './hazardEdit.ts';
import { MeanwhilePart } from './MeanwhilePart.tsx';
import styles from './report.module.css';
import { useMeanwhile } from './useMeanwhile.ts';
import { WherePart } from './WherePart.tsx';

/** 修改隐患: what is said of a hazard; what others write meanwhile is shown and never overwritten unseen. */
export function EditForm({ hazard: opened }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  const { shape, close, setShape } = useReportStore();
  const [written, setWritten] = useState(() => contentOf(opened));
  // Marked anew, it belongs to whatever zone lies there until somebody says otherwise.
  const content: HazardContent =
    shape === null || shape === written.shape ? written : { ...written, shape, zoneId: null };
  const set = (next: HazardContent) => {
    setWritten(next);
    setShape(next.shape);
  };
  const change = (patch: Partial<HazardContent>) => setWritten({ ...content, ...patch });
  const { hazard, meanwhile, decide } = useMeanwhile(opened, content, set);
  const saving = useSaving(hazard);
  const changed = partsBetween(contentOf(hazard), content);
  const isNamed = content.title.trim() !== '';
  const undecided = meanwhile?.clashes.length ?? 0;
  return (
    <Form
      label={t('hazard.edit')}
      onSubmit={() => isNamed && undecided === 0 && saving.mutate(patchOf(hazard, content))}
    >
      {meanwhile && <MeanwhilePart meanwhile={meanwhile} mine={content} onDecide={decide} />}
      <WherePart isMissing={false} />
      <KindFields value={content} onChange={change} />
      <SeverityField value={content.severity} onChange={(severity) => change({ severity })} />
      <Field
        label={t('hazard.title')}
        maxLength={80}
        required
        value={content.title}
        error={isNamed ? null : t('hazard.titleMissing')}
        onChange={(event) => change({ title: event.target.value })}
      />
      <TextField
        label={t('hazard.description')}
        rows={3}
        maxLength={2000}
        value={content.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      <DutyFields hazard={hazard} content={content} isMoved={changed.includes('shape')} onChange={change} />
      <ReachField content={content} onChange={change} />
      <ChannelField content={content} onChange={change} />
      <FormError>
        {undecided > 0
          ? t('hazard.undecided', { count: undecided })
          : saving.error && errorCodeOf(saving.error) !== 'conflict'
            ? errorText(saving.error, t)
            : null}
      </FormError>
      <div className={styles.ends}>
        <Button onClick={close}>{t('hazard.cancel')}</Button>
        <Button isPrimary isSubmit isDisabled={saving.isPending || changed.length === 0 || undecided > 0 || !isNamed}>
          {t(saving.isPending ? 'hazard.saving' : 'hazard.save')}
        </Button>
      </div>
    </Form>
  );
}

/** Sends what was changed; refused because somebody was quicker, it asks for the hazard as it is now, and the form shows that. */
function useSaving({ countyCode, id }: HazardDetail) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const close = useReportStore((store) => store.close);
  const refetch = () => void client.invalidateQueries(trpc.hazard.get.queryFilter({ countyCode, id }));
  return useMutation(
    trpc.hazard.edit.mutationOptions({
      onSuccess: () => {
        refetch();
        void refreshColumns('hazard');
        close();
      },
      onError: refetch,
    }),
  );
}

type PartProps = { content: HazardContent; onChange: (patch: Partial<HazardContent>) => void };

/** Which zone answers for it and until when; the zone follows the place, and the day the rules, unless somebody says otherwise. */
function DutyFields({ hazard, content, isMoved, onChange }: PartProps & { hazard: HazardDetail; isMoved: boolean }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const { hazardDueDays } = useMe().settings;
  const zones = useZones().filter(({ villageCode }) => villageCode === hazard.villageCode);
  const { zone } = hazard;
  const isKnown = zone === null || zones.some(({ id }) => id === zone.id);
  const before = contentOf(hazard);
  const isRegraded = content.severity !== before.severity || content.category !== before.category;
  const ruled = dueOn(hazardDueDays, { ...content, reportedOn: calendarDay(hazard.reportedAt) });
  return (
    <div className={styles.pair}>
      <Choice
        label={t('hazard.zone')}
        value={content.zoneId ?? ''}
        onChange={(event) => onChange({ zoneId: event.target.value === '' ? null : Number(event.target.value) })}
      >
        {(zone === null || isMoved) && <option value="">{t(isMoved ? 'hazard.zoneByPlace' : 'hazard.noZone')}</option>}
        {!isKnown && zone && <option value={zone.id}>{zone.name}</option>}
        {zones.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Choice>
      <Field
        label={t('hazard.due')}
        type="date"
        value={content.dueOn ?? ''}
        hint={isRegraded && content.dueOn === before.dueOn ? t('hazard.dueFollows', { day: day(ruled) }) : undefined}
        onChange={(event) => onChange({ dueOn: event.target.value || null })}
      />
    </div>
  );
}

/** How far it reaches; empty for what its category says. */
function ReachField({ content, onChange }: PartProps) {
  const { t } = useTranslation();
  const { hazardReach } = useMe().settings;
  const isArea = content.shape.type === 'Polygon' || content.shape.type === 'MultiPolygon';
  const usual = isArea ? 0 : hazardReach[content.category];
  return (
    <Field
      label={t('hazard.reachField')}
      type="number"
      inputMode="numeric"
      min={0}
      max={10_000}
      step={1}
      placeholder={String(usual)}
      hint={t('hazard.reachHint', { count: usual })}
      value={content.reach ?? ''}
      onChange={(event) => {
        const metres = event.target.valueAsNumber;
        onChange({ reach: Number.isNaN(metres) ? null : Math.min(10_000, Math.max(0, Math.round(metres))) });
      }}
    />
  );
}

function ChannelField({ content, onChange }: PartProps) {
  const { t } = useTranslation();
  const { hazardChannel } = useLabels();
  return (
    <Choice
      label={t('hazard.channel')}
      value={content.channel}
      onChange={(event) =>
        onChange({ channel: hazardChannels.find((each) => each === event.target.value) ?? content.channel })
      }
    >
      {hazardChannels.map((channel) => (
        <option key={channel} value={channel}>
          {hazardChannel[channel]}
        </option>
      ))}
    </Choice>
  );
}
