import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { zoneName } from './names.ts';
import type { Operation } from './operations.ts';
import type { ReassignNow } from './reassignNow.ts';
import { useReassignStore } from './reassignStore.ts';

/** Locking and unlocking zones: one, or all of the village. */
export function useLocks(now: ReassignNow): {
  lockOperation: (zoneId: number) => Operation;
  lockAllOperation: () => Operation;
} {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const say = useReassignStore((store) => store.say);
  const { villageCode } = now;
  const set = useMutation(
    trpc.reassign.lock.set.mutationOptions({
      onSuccess: (locks) =>
        queryClient.setQueryData(trpc.reassign.lock.list.queryOptions({ villageCode }).queryKey, locks),
      onError: (error) => say(errorText(error, t)),
    }),
  );
  const mayNot = now.mayDraft ? null : t('reassign.why.noDraft');
  const lockOperation = (zoneId: number): Operation => {
    const lock = now.locks.find((each) => each.zoneId === zoneId);
    const name = zoneName(now, zoneId, t);
    return {
      label: lock ? t('reassign.op.unlock', { name, by: lock.by }) : t('reassign.op.lock', { name }),
      disabledReason: mayNot ?? (lock && !lock.mayUnlock ? t('reassign.why.lockedBy', { by: lock.by }) : null),
      run: () => set.mutate({ villageCode, zoneIds: [zoneId], locked: !lock }),
    };
  };
  const lockAllOperation = (): Operation => {
    const isAnyLocked = now.locks.length > 0;
    const own = now.locks.filter(({ mayUnlock }) => mayUnlock);
    const zoneIds = isAnyLocked ? own.map(({ zoneId }) => zoneId) : now.register.zones.map(({ id }) => id);
    const none = isAnyLocked ? t('reassign.why.lockedBy', { by: now.locks[0]?.by ?? '' }) : t('reassign.why.noZones');
    return {
      label: isAnyLocked ? t('reassign.op.unlockAll', { count: zoneIds.length }) : t('reassign.op.lockAll'),
      disabledReason: mayNot ?? (zoneIds.length === 0 ? none : null),
      run: () => set.mutate({ villageCode, zoneIds, locked: !isAnyLocked }),
    };
  };
  return { lockOperation, lockAllOperation };
}
