import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { normalUsername, usernamePattern } from '../../../shared/account.ts';
import type { createAccountSchema } from '../../../shared/administration.ts';
import { homeOf } from '../../api/area.ts';
import { doorQuery } from '../../api/auth.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Dialog, Form } from '../../ui/Dialog.tsx';
import { CheckBox, Field, FormError } from '../../ui/Field.tsx';
import { OneTimePassword } from './OneTimePassword.tsx';
import { noPost, PostFields, postOf } from './PostFields.tsx';
import { useRefreshAccounts } from './useRefreshAccounts.ts';

/** A new account; its one-time password is shown once it is there. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const creating = useMutation(trpc.account.create.mutationOptions({ onSuccess: refresh, gcTime: 0 }));
  const { data, variables } = creating;
  return (
    <Dialog title={t('admin.create')} onClose={onClose}>
      {data ? (
        <>
          {data.password === null ? (
            <p role="status">{t('admin.createdForProvider', { username: variables?.username })}</p>
          ) : (
            <OneTimePassword username={String(variables?.username)} password={data.password} />
          )}
          <Buttons>
            <Button isPrimary onClick={onClose}>
              {t('ui.done')}
            </Button>
          </Buttons>
        </>
      ) : (
        <NewAccountForm
          problem={creating.error ? errorText(creating.error, t) : null}
          isSending={creating.isPending}
          onSend={creating.mutate}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

type NewAccountFormProps = {
  problem: string | null;
  isSending: boolean;
  onSend: (account: z.input<typeof createAccountSchema>) => void;
  onClose: () => void;
};

function NewAccountForm({ problem, isSending, onSend, onClose }: NewAccountFormProps) {
  const { t } = useTranslation();
  const countyCode = homeOf(useMe())?.areaCode.slice(0, 6) ?? '';
  const provider = useQuery(doorQuery).data?.identityProvider;
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [person, setPerson] = useState('');
  const [draft, setDraft] = useState(noPost);
  const [identityProviderOnly, setProviderOnly] = useState(false);
  const post = postOf(draft);
  const isNameGood = usernamePattern.test(normalUsername(username));
  const isPersonGood = /^\d{0,15}$/.test(person.trim());
  const isGood = isNameGood && isPersonGood && displayName.trim() !== '' && (post !== null || draft.role === '');
  const send = () =>
    onSend({
      username,
      displayName: displayName.trim(),
      person: person.trim() === '' ? null : { countyCode, id: Number(person) },
      grants: post ? [post] : [],
      identityProviderOnly,
    });
  return (
    <Form label={t('admin.create')} onSubmit={() => isGood && send()}>
      <Field
        label={t('session.username')}
        hint={t('admin.usernameHint')}
        error={username !== '' && !isNameGood ? t('admin.usernameBad') : null}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        value={username}
        onChange={(event) => setUsername(event.target.value)}
      />
      <Field
        label={t('admin.displayName')}
        autoComplete="off"
        maxLength={50}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <PostFields post={draft} onChange={setDraft} />
      <Field
        label={t('admin.person')}
        hint={t('admin.personHint')}
        error={isPersonGood ? null : t('admin.personBad')}
        inputMode="numeric"
        maxLength={15}
        value={person}
        onChange={(event) => setPerson(event.target.value)}
      />
      {provider && (
        <CheckBox
          label={t('admin.providerOnly', { name: provider })}
          isOn={identityProviderOnly}
          onChange={setProviderOnly}
        />
      )}
      <FormError>{problem}</FormError>
      <Buttons>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button isPrimary isSubmit isDisabled={!isGood || isSending}>
          {t('admin.create')}
        </Button>
      </Buttons>
    </Form>
  );
}
