import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { hazardRuleKeys, Settings } from '../../../shared/setting.ts';
import { settings } from '../../../shared/setting.ts';
import { homeOf } from '../../api/area.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';

export type RuleKey = (typeof hazardRuleKeys)[number];

/** Somebody else has decided otherwise since the form was opened. */
class Overtaken extends Error {}

export type Rules<Key extends RuleKey> = {
  value: Pick<Settings, Key>;
  set: (patch: Partial<Pick<Settings, Key>>) => void;
  isChanged: boolean;
  /** Every value is one the server will take. */
  isSound: boolean;
  isSaving: boolean;
  isSaved: boolean;
  isOvertaken: boolean;
  error: unknown;
  save: () => void;
  /** Back to what holds now. */
  reset: () => void;
  /** What holds in a county that has decided nothing; to be saved like any other change. */
  restore: () => void;
};

/** Some settings as they are being written; saved together, and not over what somebody else has saved meanwhile. */
export function useRules<Key extends RuleKey>(keys: readonly Key[]): Rules<Key> {
  const trpc = useTRPC();
  const client = useQueryClient();
  const me = useMe();
  const countyCode = homeOf(me)?.areaCode.slice(0, 6) ?? '';
  const [base, setBase] = useState(me.settings);
  const [written, setWritten] = useState<Partial<Settings>>({});
  const value = { ...base, ...written };
  const isChanged = (key: Key) => JSON.stringify(value[key]) !== JSON.stringify(base[key]);
  const setting = useMutation(trpc.setting.setHazardRule.mutationOptions());
  const saving = useMutation({
    mutationFn: async () => {
      const now = await client.fetchQuery({ ...trpc.me.get.queryOptions(), staleTime: 0 });
      const isSame = keys.every((key) => JSON.stringify(now.settings[key]) === JSON.stringify(base[key]));
      if (!isSame) throw new Overtaken();
      let held = base;
      for (const key of keys.filter(isChanged)) {
        held = await setting.mutateAsync({ countyCode, key, value: value[key] });
      }
      return held;
    },
    onSuccess: (held) => {
      setBase(held);
      setWritten({});
      void client.invalidateQueries({ queryKey: trpc.me.pathKey() });
    },
  });
  const put = (patch: Partial<Settings>) => {
    saving.reset();
    setWritten((before) => ({ ...before, ...patch }));
  };
  return {
    value,
    set: put,
    isChanged: keys.some(isChanged),
    isSound: keys.every((key) => settings[key].safeParse(value[key]).success),
    isSaving: saving.isPending,
    isSaved: saving.isSuccess,
    isOvertaken: saving.error instanceof Overtaken,
    error: saving.error instanceof Overtaken ? null : saving.error,
    save: () => saving.mutate(),
    reset: () => {
      saving.reset();
      setBase(me.settings);
      setWritten({});
    },
    restore: () => put(Object.fromEntries(keys.map((key) => [key, settings[key].parse(undefined)]))),
  };
}
