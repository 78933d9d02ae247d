import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OpenGlass } from '../../../shared/glass.ts';
import { glassMinutes } from '../../../shared/permissions.ts';
import { refreshColumns } from '../../api/columns.ts';
import { type GlassTarget, useGlass } from '../../api/glass.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorCodeOf, errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { Field, FormError, TextField } from '../../ui/Field.tsx';
import { useMapState } from '../../url/mapState.ts';
import styles from './glass.module.css';

/** Characters a reason has at least. */
const shortestReason = 4;

/** 应急查看: what it means is said before it is done. */
export function GlassDialog() {
  const asked = useGlass((store) => store.asked);
  return asked && <GlassForm target={asked} />;
}

function GlassForm({ target }: { target: GlassTarget }) {
  const { t } = useTranslation();
  const close = useGlass((store) => store.close);
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const opening = useOpening(close);
  const isFull = reason.trim().length >= shortestReason && ('id' in target || number.trim() !== '');
  return (
    <Dialog title={t('glass.title')} onClose={close}>
      <p className={styles.lead}>
        {'id' in target
          ? t('glass.leadOne', { name: target.name })
          : t('glass.leadFind', { village: target.villageName })}
      </p>
      <ul className={styles.meaning}>
        <li>{t('glass.meaning.time', { minutes: glassMinutes })}</li>
        <li>{t('glass.meaning.superior')}</li>
        <li>{t('glass.meaning.log')}</li>
      </ul>
      <Form label={t('glass.title')} onSubmit={() => isFull && opening.mutate(questionOf(target, number, reason))}>
        {!('id' in target) && (
          <Field
            label={t('glass.number')}
            hint={t('glass.numberExample')}
            maxLength={40}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        )}
        <TextField
          label={t('glass.reason')}
          hint={t('glass.reasonHint', { least: shortestReason })}
          maxLength={200}
          rows={3}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError>{opening.error ? problem(opening.error) : null}</FormError>
        <Buttons>
          <Button onClick={close}>{t('ui.cancel')}</Button>
          <Button isPrimary isSubmit isDisabled={!isFull || opening.isPending}>
            {t('glass.open')}
          </Button>
        </Buttons>
      </Form>
    </Dialog>
  );

  function problem(error: unknown): string {
    switch (errorCodeOf(error)) {
      case 'notFound':
        return t('glass.notFound');
      case 'tooMany':
        return t('glass.several');
      default:
        return errorText(error, t);
    }
  }
}

function questionOf(target: GlassTarget, number: string, reason: string): OpenGlass {
  if ('id' in target) return { countyCode: target.countyCode, id: target.id, reason };
  return { villageCode: target.villageCode, number: number.trim(), reason };
}

/** Opens the glass, and then the dossier behind it. */
function useOpening(onDone: () => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [, change] = useMapState();
  return useMutation(
    trpc.glass.open.mutationOptions({
      onSuccess: ({ countyCode, id }) => {
        onDone();
        void queryClient.resetQueries({ queryKey: trpc.household.get.queryKey({ countyCode, id }) });
        void queryClient.invalidateQueries({ queryKey: trpc.me.pathKey() });
        void refreshColumns('household');
        change({ mode: 'view', selection: { kind: 'household', countyCode, id } });
      },
    }),
  );
}
