import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { beatSeconds, type Presence } from '../../../../shared/reassign.ts';
import { useTRPCClient } from '../../../api/trpc.ts';
import { useMapState } from '../../../url/mapState.ts';

const nobody: Presence[] = [];

/** Tells others which plan is open here, and who else has one open; `shared` are the households both plans move. */
export function usePresence(villageCode: string): readonly Presence[] {
  const { reassign } = useTRPCClient();
  const [{ plan: planId }] = useMapState();
  const { data } = useQuery({
    // Under the name of the procedure, so that it is asked again when somebody goes on with a plan.
    queryKey: [['reassign', 'plan', 'beat'], { input: { countyCode: villageCode.slice(0, 6), villageCode, planId } }],
    queryFn: () => reassign.plan.beat.mutate({ villageCode, planId }),
    enabled: villageCode !== '',
    refetchInterval: beatSeconds * 1000,
    retry: false,
  });
  useEffect(() => {
    if (villageCode === '') return;
    return () => void reassign.plan.beat.mutate({ villageCode, planId: null }).catch(() => undefined);
  }, [reassign, villageCode]);
  return data ?? nobody;
}
