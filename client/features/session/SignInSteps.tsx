import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door, SignInAnswer } from '../../../shared/account.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Dialog.tsx';
import { Field, FormError, PasswordField } from '../../ui/Field.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { NewPasswordForm } from './NewPasswordForm.tsx';
import styles from './session.module.css';
import { type Step, sendCode, sendPassword } from './signIn.ts';
import { useSend } from './useSend.ts';

type SignInStepsProps = {
  door: Pick<Door, 'identityProvider'>;
  /** Who was signed in before, where that is known. */
  username?: string;
  firstStep?: Step;
  /** What the identity provider said when it did not let somebody in. */
  refused?: boolean;
  onDone: () => void;
};

/** The way in: name and password, the code of the second factor, a new password where the old one was only lent. */
export function SignInSteps({ door, username = '', firstStep = 'password', refused, onDone }: SignInStepsProps) {
  const [step, setStep] = useState<Step>(firstStep);
  const [name, setName] = useState(username);
  // Kept until it is changed, so that it is not asked for twice in a row.
  const [password, setPassword] = useState('');
  const next = (answer: SignInAnswer) => {
    if (answer.next === 'done') onDone();
    else setStep(answer.next);
  };
  switch (step) {
    case 'secondFactor':
      return <CodeStep onNext={next} onBack={() => setStep('password')} />;
    case 'passwordChange':
      return <NewPasswordForm username={name} currentPassword={password || undefined} onDone={onDone} />;
    case 'password':
    case 'done':
      return (
        <PasswordStep
          door={door}
          refused={refused}
          name={name}
          onName={setName}
          password={password}
          onPassword={setPassword}
          onNext={next}
        />
      );
  }
}

type PasswordStepProps = Pick<SignInStepsProps, 'door' | 'refused'> & {
  name: string;
  onName: (name: string) => void;
  password: string;
  onPassword: (password: string) => void;
  onNext: (answer: SignInAnswer) => void;
};

function PasswordStep({ door, refused, name, onName, password, onPassword, onNext }: PasswordStepProps) {
  const { t } = useTranslation();
  const { send, isSending, isLocked, problem } = useSend(onNext);
  return (
    <Form label={t('session.signIn')} onSubmit={() => send(() => sendPassword(name, password))}>
      <Field
        label={t('session.username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus={name === ''}
        value={name}
        onChange={(event) => onName(event.target.value)}
      />
      <PasswordField
        label={t('session.password')}
        name="password"
        autoComplete="current-password"
        autoFocus={name !== ''}
        value={password}
        onChange={(event) => onPassword(event.target.value)}
      />
      <FormError>{problem ?? (refused ? t('session.refused') : null)}</FormError>
      <Button isPrimary isSubmit isDisabled={isSending || isLocked || name.trim() === '' || password === ''}>
        {t(isSending ? 'session.signingIn' : 'session.signIn')}
      </Button>
      {door.identityProvider && (
        <>
          <p className={styles.or}>{t('session.or')}</p>
          <a className={styles.provider} href={`/api/auth/identity-provider?to=${encodeURIComponent(here())}`}>
            {t('session.withProvider', { name: door.identityProvider })}
          </a>
        </>
      )}
    </Form>
  );
}

function here(): string {
  const query = new URLSearchParams(window.location.search);
  query.delete('signIn');
  query.delete('error');
  return query.size > 0 ? `/?${query}` : '/';
}

/** Six digits of the authenticator, or one of the recovery codes when the phone is gone. */
function CodeStep({ onNext, onBack }: { onNext: (answer: SignInAnswer) => void; onBack: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const { send, isSending, isLocked, problem } = useSend(onNext);
  return (
    <Form label={t('session.secondFactor')} onSubmit={() => send(() => sendCode(code.trim()))}>
      <p className={styles.lead}>{t(isRecovery ? 'session.recoveryLead' : 'session.codeLead')}</p>
      <Field
        key={String(isRecovery)}
        label={t(isRecovery ? 'session.recoveryCode' : 'session.code')}
        inputMode={isRecovery ? 'text' : 'numeric'}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        maxLength={40}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <FormError>{problem}</FormError>
      <Button isPrimary isSubmit isDisabled={isSending || isLocked || code.trim() === ''}>
        {t('session.verify')}
      </Button>
      <p className={styles.asides}>
        <TextButton
          onClick={() => {
            setRecovery(!isRecovery);
            setCode('');
          }}
        >
          {t(isRecovery ? 'session.useCode' : 'session.useRecovery')}
        </TextButton>
        <TextButton onClick={onBack}>{t('session.back')}</TextButton>
      </p>
    </Form>
  );
}
