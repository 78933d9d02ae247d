import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Enrolment, enrolmentSchema } from '../../../shared/account.ts';
import { askAuth, doorQuery, nothingSchema } from '../../api/auth.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { FormError, PasswordField } from '../../ui/Field.tsx';
import { EnrolmentForm, RecoveryCodes } from './EnrolmentForm.tsx';
import { useSend } from './useSend.ts';

type Deed = 'enrol' | 'recovery-codes' | 'remove';
type Stage =
  | { kind: 'choosing' }
  | { kind: 'asking'; deed: Deed }
  | { kind: 'enrolling'; enrolment: Enrolment }
  | { kind: 'renewed'; codes: readonly string[] }
  | { kind: 'done'; text: 'session.factor.enabled' | 'session.factor.removed' };

/** Turning the second factor on and off, and new recovery codes; each needs the password once more. */
export function SecondFactorDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [stage, setStage] = useState<Stage>({ kind: 'choosing' });
  const finish = (text: 'session.factor.enabled' | 'session.factor.removed') => {
    setStage({ kind: 'done', text });
    void queryClient.invalidateQueries({ queryKey: doorQuery.queryKey });
  };
  return (
    <Dialog title={t('session.secondFactor')} isWide={stage.kind === 'enrolling'} onClose={onClose}>
      {stage.kind === 'choosing' && <Choosing onChoose={(deed) => setStage({ kind: 'asking', deed })} />}
      {stage.kind === 'asking' && (
        <Asking
          deed={stage.deed}
          onEnrolment={(enrolment) => setStage({ kind: 'enrolling', enrolment })}
          onCodes={(codes) => setStage({ kind: 'renewed', codes })}
          onRemoved={() => finish('session.factor.removed')}
        />
      )}
      {stage.kind === 'enrolling' && (
        <EnrolmentForm enrolment={stage.enrolment} onDone={() => finish('session.factor.enabled')} />
      )}
      {stage.kind === 'renewed' && <RecoveryCodes codes={stage.codes} />}
      {stage.kind === 'done' && <p role="status">{t(stage.text)}</p>}
      {(stage.kind === 'renewed' || stage.kind === 'done') && (
        <Buttons>
          <Button isPrimary onClick={onClose}>
            {t('ui.done')}
          </Button>
        </Buttons>
      )}
    </Dialog>
  );
}

function Choosing({ onChoose }: { onChoose: (deed: Deed) => void }) {
  const { t } = useTranslation();
  const door = useQuery(doorQuery).data;
  return (
    <>
      <p>{t('session.factor.why')}</p>
      <Buttons>
        {door?.signed?.twoFactorEnabled ? (
          <>
            <Button isDanger onClick={() => onChoose('remove')}>
              {t('session.factor.remove')}
            </Button>
            <Button onClick={() => onChoose('recovery-codes')}>{t('session.factor.renew')}</Button>
          </>
        ) : (
          <Button isPrimary onClick={() => onChoose('enrol')}>
            {t('session.factor.enable')}
          </Button>
        )}
      </Buttons>
    </>
  );
}

const codesSchema = z.object({ recoveryCodes: z.array(z.string()) });

type AskingProps = {
  deed: Deed;
  onEnrolment: (enrolment: Enrolment) => void;
  onCodes: (codes: readonly string[]) => void;
  onRemoved: () => void;
};

/** The password once more, and then what was chosen. */
function Asking({ deed, onEnrolment, onCodes, onRemoved }: AskingProps) {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const { send, isSending, isLocked, problem } = useSend<void>(() => undefined);
  const act = async () => {
    const body = { password };
    switch (deed) {
      case 'enrol':
        return onEnrolment(await askAuth('second-factor/enrol', enrolmentSchema, body));
      case 'recovery-codes':
        return onCodes((await askAuth('second-factor/recovery-codes', codesSchema, body)).recoveryCodes);
      case 'remove':
        await askAuth('second-factor/remove', nothingSchema, body);
        return onRemoved();
    }
  };
  return (
    <Form label={t('session.secondFactor')} onSubmit={() => send(act)}>
      <p>{t('session.factor.askPassword')}</p>
      <PasswordField
        label={t('session.password')}
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormError>{problem}</FormError>
      <Buttons>
        <Button isPrimary isSubmit isDisabled={isSending || isLocked || password === ''}>
          {t('session.factor.continue')}
        </Button>
      </Buttons>
    </Form>
  );
}
