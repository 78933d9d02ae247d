import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../../api/trpc.ts';
import { useDebounced } from '../../../ui/useDebounced.ts';

/** Milliseconds that the slider must rest before the server is asked. */
const rest = 200;

/** A village as it was at the end of a day; the day before stays while the next is fetched. */
export function useAsOf(villageCode: string, day: string) {
  const settled = useDebounced(day, rest);
  return useQuery({
    ...useTRPC().reassign.asOf.queryOptions({ villageCode, day: settled }),
    placeholderData: keepPreviousData,
  });
}
