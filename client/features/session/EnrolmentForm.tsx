import { toDataURL } from 'qrcode';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Enrolment } from '../../../shared/account.ts';
import { askAuth, nothingSchema } from '../../api/auth.ts';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Buttons, Form } from '../../ui/Dialog.tsx';
import { Field, FormError } from '../../ui/Field.tsx';
import styles from './menu.module.css';
import { useSend } from './useSend.ts';

/** What the authenticator app is given, what to keep for the day the phone is lost, and the first code as proof. */
export function EnrolmentForm({ enrolment, onDone }: { enrolment: Enrolment; onDone: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const { send, isSending, isLocked, problem } = useSend<void>(onDone);
  const confirm = async () => {
    await askAuth('second-factor/confirm', nothingSchema, { code: code.trim() });
  };
  return (
    <Form label={t('session.secondFactor')} onSubmit={() => send(confirm)}>
      <div className={styles.qr}>
        <QrCode text={enrolment.address} />
        <div>
          <p>{t('session.factor.scan')}</p>
          <p className={styles.quiet}>{t('session.factor.secret')}</p>
          <code>{enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </div>
      </div>
      <RecoveryCodes codes={enrolment.recoveryCodes} />
      <Field
        label={t('session.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={10}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <FormError>{problem}</FormError>
      <Buttons>
        <Button isPrimary isSubmit isDisabled={isSending || isLocked || code.trim() === ''}>
          {t('session.factor.confirm')}
        </Button>
      </Buttons>
    </Form>
  );
}

/** Black on white in the dark as well: cameras read nothing else reliably. */
function QrCode({ text }: { text: string }) {
  const { t } = useTranslation();
  const [picture, setPicture] = useState<string | null>(null);
  useEffect(() => {
    void toDataURL(text, { margin: 2, width: 336 }).then(setPicture);
  }, [text]);
  return picture && <img src={picture} alt={t('session.factor.qr')} />;
}

export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <>
      <p>{t('session.factor.keep')}</p>
      <ul className={styles.codes}>
        {codes.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <div>
        <CopyButton text={codes.join('\n')} />
      </div>
    </>
  );
}
