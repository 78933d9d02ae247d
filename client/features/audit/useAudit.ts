import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { AuditEntry, AuditFilter } from '../../../shared/audit.ts';
import { useTRPCClient } from '../../api/trpc.ts';

export type AuditRows = {
  rows: readonly AuditEntry[];
  /** Null until counted; not counted beyond `auditCountLimit`. */
  total: number | null;
  isPending: boolean;
  isMoreComing: boolean;
  hasMore: boolean;
  error: Error | null;
  more: () => void;
  retry: () => void;
};

/** Rows of a log, newest first, a page at a time; each page begins behind the last row held. */
export function useAudit(filter: AuditFilter): AuditRows {
  const client = useTRPCClient();
  const query = useInfiniteQuery({
    queryKey: ['audit', filter],
    queryFn: ({ pageParam, signal }) =>
      client.audit.list.query({ ...filter, ...(pageParam === null ? {} : { before: pageParam }) }, { signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.hasMore ? last.items.at(-1)?.id : undefined),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    total: query.data?.pages[0]?.total ?? null,
    isPending: query.isPending,
    isMoreComing: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    error: query.error,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
