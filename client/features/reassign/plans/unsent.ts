import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { useMe } from '../../../api/me.ts';
import { keptPlaces } from '../../../api/outbox.ts';
import { keptWritesSchema } from './planQueue.ts';

/** What is kept of a plan: its writes, and by what it is found again. */
export const keptPlanSchema = keptWritesSchema.extend({
  plan: z.object({ id: z.number(), villageCode: z.string(), name: z.string() }),
});
export type KeptPlan = z.infer<typeof keptPlanSchema>;

/** Steps of a plan that no open window is sending any more. */
export type UnsentPlan = KeptPlan['plan'] & { steps: number; places: string[] };

/** Places of an account's plans begin so. */
export function placeOfPlans(accountId: string): string {
  return `${accountId}/plan/`;
}

/** Milliseconds after which is looked again for what closed windows have left. */
const lookAgain = 10_000;
const none: readonly UnsentPlan[] = [];

/** Plans with steps that only this device knows: they are sent once the plan is opened. */
export function useUnsentPlans(): readonly UnsentPlan[] {
  const { accountId } = useMe();
  const left = useQuery({
    queryKey: ['unsentPlans', accountId],
    queryFn: async () => unsentPlans(await keptPlaces(placeOfPlans(accountId))),
    staleTime: 0,
    refetchInterval: lookAgain,
  });
  return left.data ?? none;
}

export function unsentPlans(places: ReadonlyMap<string, unknown>): UnsentPlan[] {
  const plans = new Map<number, UnsentPlan>();
  for (const [place, value] of places) {
    const kept = keptPlanSchema.safeParse(value).data;
    if (!kept || kept.writes.length === 0) continue;
    const known = plans.get(kept.plan.id);
    const steps = kept.writes.length + (known?.steps ?? 0);
    plans.set(kept.plan.id, { ...kept.plan, steps, places: [...(known?.places ?? []), place] });
  }
  return [...plans.values()];
}
