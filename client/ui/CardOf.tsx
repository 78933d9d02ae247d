import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { errorCodeOf } from '../app/errorText.ts';
import styles from './Card.module.css';
import { ErrorNote, Skeleton } from './states.tsx';

/** A card once its content is there; until then its bones, and instead of it what went wrong. */
export function CardOf<Data>({
  query,
  children,
}: {
  query: UseQueryResult<Data, unknown>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (!query.error) return <CardBones />;
  const retry = errorCodeOf(query.error) === 'notFound' ? undefined : () => void query.refetch();
  return (
    <div className={styles.card}>
      <div className={styles.body}>
        <ErrorNote error={query.error} onRetry={retry} />
      </div>
    </div>
  );
}

function CardBones() {
  return (
    <div className={styles.card}>
      <div className={styles.skeletonHead}>
        <Skeleton widths={[30, 64]} />
      </div>
      <div className={styles.body}>
        <Skeleton widths={[86, 72, 80, 64, 76, 58, 88, 70, 82, 60]} />
      </div>
    </div>
  );
}
