import { Check, Circle } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type PasswordFault, passwordFault, passwordLength } from '../../../shared/password.ts';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Dialog.tsx';
import { FormError, PasswordField } from '../../ui/Field.tsx';
import { Silent } from '../../ui/Hint.tsx';
import styles from './session.module.css';
import { faultOf, sendNewPassword } from './signIn.ts';
import { useSend } from './useSend.ts';

type NewPasswordFormProps = {
  username: string;
  /** Not asked for when it was given a moment ago. */
  currentPassword?: string;
  /** Whether it may be put off. */
  isFree?: boolean;
  onDone: () => void;
};

/** Choosing a new password, with every rule in sight and ticked off while one types. */
export function NewPasswordForm({ username, currentPassword, isFree = false, onDone }: NewPasswordFormProps) {
  const { t } = useTranslation();
  const [current, setCurrent] = useState('');
  const [chosen, setChosen] = useState('');
  const [again, setAgain] = useState('');
  const { send, isSending, isLocked, problem, error } = useSend<void>(onDone);
  const before = currentPassword ?? current;
  const fault = passwordFault(chosen, username, before || undefined);
  const isSame = chosen === again;
  const refused = faultOf(error);
  return (
    <Form
      label={t('session.change')}
      onSubmit={() => {
        if (!fault && isSame) send(() => sendNewPassword(before, chosen));
      }}
    >
      {!isFree && <p className={styles.lead}>{t('session.changeLead')}</p>}
      {currentPassword === undefined && (
        <PasswordField
          label={t('session.currentPassword')}
          autoComplete="current-password"
          autoFocus
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      )}
      <PasswordField
        label={t('session.newPassword')}
        autoComplete="new-password"
        autoFocus={currentPassword !== undefined}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
      />
      <Rules password={chosen} fault={fault} />
      <PasswordField
        label={t('session.again')}
        autoComplete="new-password"
        value={again}
        error={again !== '' && !isSame ? t('session.differs') : null}
        onChange={(event) => setAgain(event.target.value)}
      />
      <FormError>{refused ? t(`session.fault.${refused}`) : problem}</FormError>
      <Button isPrimary isSubmit isDisabled={isSending || isLocked || fault !== null || !isSame || before === ''}>
        {t('session.change')}
      </Button>
    </Form>
  );
}

const rules = [
  { key: 'session.rule.length', faults: ['tooShort', 'tooLong'] },
  { key: 'session.rule.username', faults: ['hasUsername'] },
  { key: 'session.rule.common', faults: ['tooCommon'] },
  { key: 'session.rule.unchanged', faults: ['unchanged'] },
] as const satisfies readonly { key: string; faults: readonly PasswordFault[] }[];

/** The rules in the order they are looked at: whatever comes before the first fault is kept. */
function Rules({ password, fault }: { password: string; fault: PasswordFault | null }) {
  const { t } = useTranslation();
  const broken = fault === null ? rules.length : rules.findIndex(({ faults }) => faults.some((each) => each === fault));
  return (
    <ul className={styles.rules}>
      {rules.map(({ key }, index) => {
        const isKept = password !== '' && index < broken;
        const Icon = isKept ? Check : Circle;
        return (
          <li key={key} data-kept={isKept}>
            <Icon size={14} aria-hidden />
            {t(key, { least: passwordLength.least })}
            {isKept && <Silent>{t('session.rule.kept')}</Silent>}
          </li>
        );
      })}
    </ul>
  );
}
