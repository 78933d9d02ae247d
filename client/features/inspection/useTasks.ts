import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTRPC } from '../../api/trpc.ts';

/** Most tasks shown; those overdue the longest come first. */
const most = 300;

/** Tasks of an area and of one plan or all; `isOpen` leaves out what has passed. */
export function useTasks(areaCode: string, planId: number | null, isOpen: boolean) {
  const input = { areaCode, planId, open: isOpen, limit: most };
  return useQuery(
    useTRPC().inspection.tasks.queryOptions(input, { enabled: areaCode !== '', placeholderData: keepPreviousData }),
  );
}

export type Tasks = ReturnType<typeof useTasks>;
