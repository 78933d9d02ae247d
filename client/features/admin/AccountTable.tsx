import { useTranslation } from 'react-i18next';
import type { AccountItem } from '../../../shared/administration.ts';
import { useLabels } from '../../app/i18n.ts';
import { Table } from '../../ui/Table.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './admin.module.css';

/** Accounts with what they are, where, in what state, and when they were last used. */
export function AccountTable({ accounts, onOpen }: { accounts: AccountItem[]; onOpen: (accountId: string) => void }) {
  const { t } = useTranslation();
  return (
    <Table
      columns={[t('admin.name'), t('admin.roleAndPlace'), t('admin.state'), t('admin.lastSignIn')]}
      label={t('admin.accounts')}
      className={styles.table}
    >
      {accounts.map((account) => (
        <Row key={account.id} account={account} onOpen={() => onOpen(account.id)} />
      ))}
    </Table>
  );
}

function Row({ account, onOpen }: { account: AccountItem; onOpen: () => void }) {
  const { t } = useTranslation();
  const { ago } = useFormat();
  return (
    <tr data-disabled={account.disabledAt !== null}>
      <td>
        <button type="button" className={styles.name} onClick={onOpen}>
          {account.displayName}
          <small>{account.username}</small>
        </button>
      </td>
      <td>
        <Posts account={account} />
      </td>
      <td>
        <State account={account} />
      </td>
      <td className={styles.quiet}>{account.lastSignInAt ? ago(account.lastSignInAt) : t('admin.never')}</td>
    </tr>
  );
}

function Posts({ account }: { account: AccountItem }) {
  const { t } = useTranslation();
  const { role } = useLabels();
  const posts = [...account.grants, ...account.offices];
  if (posts.length === 0) return <span className={styles.quiet}>{t('admin.noRole')}</span>;
  return (
    <ul className={styles.posts}>
      {posts.map((post) => (
        <li key={`${post.role} ${post.areaCode} ${post.zoneId} ${'id' in post}`}>
          {role[post.role]}{' '}
          <span className={styles.quiet}>{[post.areaName, post.zoneName].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
}

/** What keeps somebody out, or what is remarkable about how they come in. */
export function State({ account }: { account: AccountItem }) {
  const { t } = useTranslation();
  return (
    <span className={styles.tags}>
      {account.disabledAt !== null && <Tag tone="danger">{t('admin.disabled')}</Tag>}
      {account.lockedSeconds > 0 && <Tag tone="danger">{t('admin.locked')}</Tag>}
      {account.mustChangePassword && <Tag>{t('admin.mustChange')}</Tag>}
      {account.twoFactorEnabled && <Tag tone="accent">{t('admin.twoFactor')}</Tag>}
      {account.sessions > 0 && <Tag tone="accent">{t('admin.online', { count: account.sessions })}</Tag>}
    </span>
  );
}
