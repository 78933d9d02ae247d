import { setHazardRuleSchema, setSettingSchema, settingsSchema } from '../../../shared/setting.ts';
import { write } from '../../db/transaction.ts';
import { allow, router } from '../../trpc.ts';
import { setSetting } from './set.ts';

export const settingRouter = router({
  set: allow('setting.manage')
    .input(setSettingSchema)
    .output(settingsSchema)
    .mutation(({ ctx, input }) =>
      write(ctx.database, ctx.scope, (tx) => setSetting(tx, ctx.scope, 'setting.manage', input)),
    ),
  setHazardRule: allow('hazard.rules')
    .input(setHazardRuleSchema)
    .output(settingsSchema)
    .mutation(({ ctx, input }) =>
      write(ctx.database, ctx.scope, (tx) => setSetting(tx, ctx.scope, 'hazard.rules', input)),
    ),
});
