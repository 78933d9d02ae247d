import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ZonesChanged } from '../../../../shared/zoneChange.ts';
import { useTRPCClient } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { useRegisterChanged } from '../plans/useRegisterChanged.ts';
import { useReassignStore } from '../reassignStore.ts';

type Client = ReturnType<typeof useTRPCClient>['reassign']['zone'];

type ZoneChange = {
  run: (zone: Client) => Promise<ZonesChanged>;
  /** Said when it is done. */
  what: string | ((changed: ZonesChanged) => string);
  /** Makes it as it was before; without it there is no way back but by hand. */
  takeBack?: (zone: Client, changed: ZonesChanged) => Promise<unknown>;
};

/** One change of zones: done at once, and everything that shows zones fetched anew; the message offers the way back. */
export function useZoneChange(onDone: () => void) {
  const { t } = useTranslation();
  const { zone } = useTRPCClient().reassign;
  const say = useReassignStore((store) => store.say);
  const changed = useRegisterChanged();
  const back = async ({ takeBack, what }: ZoneChange, made: ZonesChanged) => {
    say(null);
    try {
      await takeBack?.(zone, made);
      await changed();
      say(t('reassign.zones.tookBack', { what: wordsOf(what, made) }));
    } catch (error) {
      say(errorText(error, t));
    }
  };
  return useMutation({
    mutationFn: ({ run }: ZoneChange) => run(zone),
    onSuccess: async (made, change) => {
      await changed();
      say(
        t('reassign.zones.done', { what: wordsOf(change.what, made) }),
        change.takeBack ? () => void back(change, made) : undefined,
      );
      onDone();
    },
  });
}

function wordsOf(what: ZoneChange['what'], made: ZonesChanged): string {
  return typeof what === 'string' ? what : what(made);
}
