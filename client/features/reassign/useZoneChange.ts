import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../api/trpc.ts';
import { useReassignStore } from './reassignStore.ts';
import { useRegisterChanged } from './useRegisterChanged.ts';

type Client = ReturnType<typeof useTRPCClient>['reassign']['zone'];

/** One change of zones: done at once, and everything that shows zones fetched anew. `what` is said when it is done. */
export function useZoneChange(onDone: () => void) {
  const { t } = useTranslation();
  const { zone } = useTRPCClient().reassign;
  const say = useReassignStore((store) => store.say);
  const changed = useRegisterChanged();
  return useMutation({
    mutationFn: ({ run }: { run: (zone: Client) => Promise<unknown>; what: string }) => run(zone),
    onSuccess: async (_, { what }) => {
      await changed();
      say(t('reassign.zones.done', { what }));
      onDone();
    },
  });
}
