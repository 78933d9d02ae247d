import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bell as BellIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Popup } from '../../ui/Popup.tsx';
import { ErrorNote, Skeleton } from '../../ui/states.tsx';
import { NoticeRow } from './NoticeRow.tsx';
import styles from './notice.module.css';

/** What one was told, with how much of it is new. */
export function Bell() {
  const { t } = useTranslation();
  const { query, read } = useNotices();
  const unread = query.data?.unread ?? 0;
  const items = query.data?.items ?? [];
  const latest = items[0];
  return (
    <Popup
      label={unread > 0 ? t('notice.bellUnread', { count: unread }) : t('notice.bell')}
      className={styles.bell}
      face={
        <>
          <BellIcon size={18} aria-hidden />
          {unread > 0 && (
            <span className={styles.count} aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </>
      }
    >
      {(shut) => (
        <>
          <div className={styles.head}>
            <h2>{t('notice.title')}</h2>
            {unread > 0 && latest && (
              <button type="button" className={styles.all} onClick={() => read({ upTo: latest.id })}>
                {t('notice.allRead')}
              </button>
            )}
          </div>
          {query.isPending && (
            <div className={styles.none}>
              <Skeleton widths={[80, 60]} />
            </div>
          )}
          {query.error && items.length === 0 && (
            <div className={styles.none}>
              <ErrorNote error={query.error} onRetry={() => void query.refetch()} />
            </div>
          )}
          {query.data && items.length === 0 && <p className={styles.none}>{t('notice.none')}</p>}
          <ul className={styles.list}>
            {items.map((notice) => (
              <NoticeRow
                key={notice.id}
                notice={notice}
                onRead={() => {
                  if (notice.readAt === null) read({ id: notice.id });
                }}
                onFollow={shut}
              />
            ))}
          </ul>
        </>
      )}
    </Popup>
  );
}

/** The latest notices; new ones come in by themselves. */
function useNotices() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const query = useQuery(trpc.notice.list.queryOptions({ limit: 50 }));
  const marking = useMutation(
    trpc.notice.markRead.mutationOptions({
      onSuccess: () => void queryClient.invalidateQueries({ queryKey: trpc.notice.pathKey() }),
    }),
  );
  return { query, read: marking.mutate };
}
