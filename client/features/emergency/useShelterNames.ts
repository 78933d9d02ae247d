import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Emergency } from '../../../shared/evacuation.ts';
import { useTRPC } from '../../api/trpc.ts';

/** What the shelters of an emergency are called, by id. */
export function useShelterNames({ countyCode, id }: Emergency): ReadonlyMap<number, string> {
  const { data } = useQuery(useTRPC().emergency.shelters.queryOptions({ countyCode, id }));
  return useMemo(() => new Map(data?.map((each) => [each.id, each.name])), [data]);
}
