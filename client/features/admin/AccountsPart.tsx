import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Upload, UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Button } from '../../ui/Button.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Empty, ErrorNote, Skeleton } from '../../ui/states.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import { useFormat } from '../../ui/useFormat.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { AccountTable } from './AccountTable.tsx';
import styles from './admin.module.css';
import { CreateDialog } from './CreateDialog.tsx';
import { ImportDialog } from './ImportDialog.tsx';

const pageLength = 50;
/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 250;

type Open = { kind: 'create' } | { kind: 'import' } | { kind: 'account'; accountId: string };

/** The accounts of one's own area: found by name, made, looked after. */
export function AccountsPart() {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { count } = useFormat();
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const [open, setOpen] = useState<Open | null>(null);
  const asked = useDebounced(search.trim(), typingRest);
  const query = useQuery(
    trpc.account.list.queryOptions({ search: asked, offset, limit: pageLength }, { placeholderData: keepPreviousData }),
  );
  const { accounts = [], total = 0 } = query.data ?? {};
  const account = open?.kind === 'account' ? accounts.find(({ id }) => id === open.accountId) : undefined;
  return (
    <>
      <div className={styles.tools}>
        <div className={styles.search}>
          <SearchField
            label={t('admin.search')}
            value={search}
            onChange={(text) => {
              setSearch(text);
              setOffset(0);
            }}
          />
        </div>
        <span className={styles.total} role="status">
          {query.data && t('admin.total', { count: total, total: count(total) })}
        </span>
        <Button onClick={() => setOpen({ kind: 'import' })}>
          <Upload size={16} aria-hidden />
          {t('admin.import')}
        </Button>
        <Button isPrimary onClick={() => setOpen({ kind: 'create' })}>
          <UserPlus size={16} aria-hidden />
          {t('admin.create')}
        </Button>
      </div>
      {query.isPending && <Skeleton widths={[92, 88, 90, 84, 88]} />}
      {query.error && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && accounts.length === 0 && <Empty text={t('admin.none')} />}
      {accounts.length > 0 && (
        <AccountTable accounts={accounts} onOpen={(accountId) => setOpen({ kind: 'account', accountId })} />
      )}
      {total > pageLength && (
        <div className={styles.pages}>
          <Button isDisabled={offset === 0} onClick={() => setOffset(Math.max(0, offset - pageLength))}>
            {t('admin.before')}
          </Button>
          <span>
            {offset + 1}–{Math.min(total, offset + pageLength)}
          </span>
          <Button isDisabled={offset + pageLength >= total} onClick={() => setOffset(offset + pageLength)}>
            {t('admin.after')}
          </Button>
        </div>
      )}
      {open?.kind === 'create' && <CreateDialog onClose={() => setOpen(null)} />}
      {open?.kind === 'import' && <ImportDialog onClose={() => setOpen(null)} />}
      {account && <AccountDialog account={account} onClose={() => setOpen(null)} />}
    </>
  );
}
