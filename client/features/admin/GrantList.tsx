import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountItem } from '../../../shared/administration.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useLabels } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Buttons, Form } from '../../ui/Dialog.tsx';
import { Field, FormError } from '../../ui/Field.tsx';
import { Section } from '../../ui/Panel.tsx';
import styles from './admin.module.css';
import { noPost, PostFields, postOf } from './PostFields.tsx';
import { useRefreshAccounts } from './useRefreshAccounts.ts';

/** What an account is granted and what office its person holds, and the ways to grant more or to end it. */
export function GrantList({ account, isOwn }: { account: AccountItem; isOwn: boolean }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const { role } = useLabels();
  const [isAdding, setAdding] = useState(false);
  const ending = useMutation(trpc.account.endGrant.mutationOptions({ onSuccess: refresh }));
  const { grants, offices } = account;
  return (
    <Section title={t('admin.grants')}>
      {grants.length + offices.length === 0 && <p className={styles.quiet}>{t('admin.noRole')}</p>}
      <ul className={styles.rows}>
        {grants.map((grant) => (
          <li key={grant.id}>
            <span>
              <strong>{role[grant.role]}</strong> {[grant.areaName, grant.zoneName].filter(Boolean).join(' · ')}
              <small>
                {grant.toOn === null
                  ? t('admin.since', { from: grant.fromOn })
                  : t('admin.between', { from: grant.fromOn, to: grant.toOn })}
              </small>
            </span>
            {!isOwn && (
              <Button
                isDisabled={ending.isPending}
                onClick={() => ending.mutate({ countyCode: grant.countyCode, id: grant.id })}
              >
                {t('admin.endGrant')}
              </Button>
            )}
          </li>
        ))}
        {offices.map((office) => (
          <li key={`${office.role} ${office.areaCode} ${office.zoneId}`}>
            <span>
              <strong>{role[office.role]}</strong> {[office.areaName, office.zoneName].filter(Boolean).join(' · ')}
              <small>{t('admin.byOffice')}</small>
            </span>
          </li>
        ))}
      </ul>
      <FormError>{ending.error ? errorText(ending.error, t) : null}</FormError>
      {!isOwn &&
        (isAdding ? (
          <GrantForm accountId={account.id} onClose={() => setAdding(false)} />
        ) : (
          <Button onClick={() => setAdding(true)}>{t('admin.grant')}</Button>
        ))}
    </Section>
  );
}

function GrantForm({ accountId, onClose }: { accountId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const refresh = useRefreshAccounts();
  const [draft, setDraft] = useState(noPost);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const granting = useMutation(trpc.account.grant.mutationOptions({ onSuccess: () => void refresh().then(onClose) }));
  const post = postOf(draft);
  const send = () => {
    if (post) granting.mutate({ accountId, post, fromOn: from || undefined, toOn: to || null });
  };
  return (
    <Form label={t('admin.grant')} onSubmit={send}>
      <PostFields post={draft} onChange={setDraft} />
      <div className={styles.days}>
        <Field label={t('admin.from')} type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        <Field
          label={t('admin.to')}
          type="date"
          min={from}
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
      </div>
      <FormError>{granting.error ? errorText(granting.error, t) : null}</FormError>
      <Buttons>
        <Button onClick={onClose}>{t('ui.cancel')}</Button>
        <Button isPrimary isSubmit isDisabled={!post || granting.isPending}>
          {t('admin.grant')}
        </Button>
      </Buttons>
    </Form>
  );
}
