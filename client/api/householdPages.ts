import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { HouseholdItem, HouseholdPage } from '../../shared/household.ts';
import { useTRPCClient } from './trpc.ts';

/** Households that are listed together: by their ids, of a zone, or of an area and not on the map. */
export type HouseholdQuestion =
  | { countyCode: string; ids: number[] }
  | { countyCode: string; zoneId: number }
  | { unplacedIn: string; text: string };

export type HouseholdPages = {
  total: number;
  items: HouseholdItem[];
  isPending: boolean;
  isFetchingMore: boolean;
  hasMore: boolean;
  error: Error | null;
  more: () => void;
  retry: () => void;
};

const pageLength = 20;
/** Key of every list of households in the query cache, for those who change one. */
export const householdPagesKey = ['householdPages'] as const;

/** A list of households, 20 at a time with the total; what is shown stays while a changed question is answered. */
export function useHouseholdPages(question: HouseholdQuestion): HouseholdPages {
  const client = useTRPCClient();
  const query = useInfiniteQuery({
    queryKey: [...householdPagesKey, question],
    queryFn: ({ pageParam, signal }): Promise<HouseholdPage> => {
      const page = { offset: pageParam, limit: pageLength };
      if (!('unplacedIn' in question)) return client.household.list.query({ ...question, ...page }, { signal });
      const { unplacedIn, text } = question;
      return client.household.unplaced.query({ areaCode: unplacedIn, text, ...page }, { signal });
    },
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const held = pages.reduce((count, page) => count + page.items.length, 0);
      return last.items.length > 0 && held < last.total ? held : undefined;
    },
    placeholderData: keepPreviousData,
  });
  const pages = query.data?.pages ?? [];
  return {
    total: pages.at(-1)?.total ?? 0,
    items: pages.flatMap((page) => page.items),
    isPending: query.isPending,
    isFetchingMore: query.isFetchingNextPage,
    hasMore: query.hasNextPage,
    error: query.error,
    more: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}
