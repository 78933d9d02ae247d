import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportHazard } from '../../../shared/hazardRegister.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import type { UploadedPhoto } from '../../api/upload.ts';
import { errorText } from '../../app/errorText.ts';
import { useReportStore } from '../../map/reportStore.ts';
import { useOpen } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Dialog.tsx';
import { Field, FormError, TextField } from '../../ui/Field.tsx';
import { PhotoField } from '../../ui/PhotoField.tsx';
import { KindFields, SeverityField } from './ContentFields.tsx';
import { NearbyPart } from './NearbyPart.tsx';
import styles from './report.module.css';
import { WherePart } from './WherePart.tsx';

type Draft = Pick<ReportHazard, 'category' | 'kind' | 'severity' | 'title' | 'description'>;
const blank: Draft = { category: 'facility', kind: '', severity: 3, title: '', description: '' };

/** What was seen, where, and how bad; nothing else is asked of whoever stands in front of it. */
export function ReportForm({ countyCode }: { countyCode: string }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const open = useOpen();
  const { shape, occasion, close, setShape } = useReportStore();
  const [photos, setPhotos] = useState<readonly UploadedPhoto[]>([]);
  const offered = photos.find(({ position }) => position !== null)?.position;
  const [draft, setDraft] = useState<Draft>({ ...blank, category: occasion?.category ?? blank.category });
  const [isTried, setTried] = useState(false);
  const change = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch });
  const reporting = useMutation(
    trpc.hazard.report.mutationOptions({
      onSuccess: ({ id, number }) => {
        close();
        if (occasion) occasion.onReported({ id, number });
        else open({ kind: 'hazard', countyCode, id });
      },
    }),
  );
  const isOnDuty = useMay('inspection.see');
  const isNamed = draft.title.trim() !== '';
  const send = () => {
    setTried(true);
    if (shape && isNamed)
      reporting.mutate({
        countyCode,
        shape,
        ...draft,
        channel: occasion?.channel ?? (isOnDuty ? 'patrol' : 'snapshot'),
        photoIds: photos.map(({ id }) => id),
      });
  };
  return (
    <Form label={t('hazard.report')} onSubmit={send}>
      <WherePart isMissing={isTried && shape === null} />
      <KindFields value={draft} onChange={change} />
      <SeverityField value={draft.severity} onChange={(severity) => change({ severity })} />
      <Field
        label={t('hazard.title')}
        maxLength={80}
        required
        value={draft.title}
        error={isTried && !isNamed ? t('hazard.titleMissing') : null}
        onChange={(event) => change({ title: event.target.value })}
      />
      {shape && <NearbyPart countyCode={countyCode} shape={shape} category={draft.category} title={draft.title} />}
      <TextField
        label={t('hazard.description')}
        rows={3}
        maxLength={2000}
        value={draft.description}
        onChange={(event) => change({ description: event.target.value })}
      />
      <PhotoField countyCode={countyCode} photos={photos} onChange={setPhotos} />
      {offered && !shape && (
        <Button onClick={() => setShape({ type: 'Point', coordinates: offered })}>{t('hazard.usePhotoPlace')}</Button>
      )}
      <FormError>{reporting.error ? errorText(reporting.error, t) : null}</FormError>
      <div className={styles.send}>
        <Button isPrimary isSubmit isDisabled={reporting.isPending}>
          {t(reporting.isPending ? 'hazard.sending' : 'hazard.send')}
        </Button>
      </div>
    </Form>
  );
}
