import { TRPCClientError } from '@trpc/client';
import type { TFunction } from 'i18next';
import { z } from 'zod';
import { hardLimitShare } from '../../../../shared/balance.ts';
import { planFailureDetails } from '../../../../shared/reassign.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { errorCodeOf, errorText } from '../../../app/errorText.ts';
import { holderName, refusalText, thingName } from '../names.ts';
import type { ReassignNow } from '../reassignNow.ts';

const dataSchema = z.object({ detail: z.unknown() });
/** Rows of a failure that are named before the rest is only counted. */
const named = 5;

/** What stands in the way of a plan, sentence by sentence: the rule first, then the rows it is about. */
export function planFailureLines(error: unknown, now: ReassignNow, t: TFunction): string[] {
  const detail = error instanceof TRPCClientError ? dataSchema.safeParse(error.data).data?.detail : undefined;
  const first = errorText(error, t);
  const rows = rowsOf(errorCodeOf(error), detail, now, t);
  const rest = rows.length > named ? [t('reassign.andMore', { count: rows.length - named })] : [];
  return [first, ...rows.slice(0, named), ...rest];
}

function rowsOf(code: string, detail: unknown, now: ReassignNow, t: TFunction): string[] {
  if (code === 'planBreaches') {
    const told = planFailureDetails.planBreaches.safeParse(detail);
    return (told.data?.breaches ?? []).map(({ holder, id, after, limit }) =>
      t('reassign.breach', {
        name: holderName(now, holder === 'member' ? 'member' : 'lane', id, t),
        after,
        limit,
        share: hardLimitShare,
      }),
    );
  }
  if (code === 'planConflict') {
    const told = planFailureDetails.planConflict.safeParse(detail);
    const rows = rowById(now.register.household);
    return (told.data?.conflicts ?? []).map(({ move, now: holder }) =>
      t('reassign.conflict.row', {
        thing: thingName(now, move, t),
        mine: holderName(now, move.slot, move.to, t),
        theirs:
          move.slot === 'grid' || rows.has(move.id)
            ? holderName(now, move.slot, holder, t)
            : t('reassign.conflict.others'),
      }),
    );
  }
  if (code !== 'planRefused') return [];
  const told = planFailureDetails.planRefused.safeParse(detail);
  return (told.data?.refusals ?? []).map((refusal) => {
    const thing = thingName(now, refusal.move, t);
    const reason = 'zoneId' in refusal ? refusalText(now, refusal, t) : t(`reassign.refused.${refusal.reason}`);
    return `${thing}：${reason}`;
  });
}
