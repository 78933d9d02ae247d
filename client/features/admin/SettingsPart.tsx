import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../../shared/setting.ts';
import { homeOf } from '../../api/area.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { Hint } from '../../ui/Hint.tsx';
import { Switch } from '../../ui/Switch.tsx';
import styles from './admin.module.css';

/** Settings that are on or off. */
const switches = ['watermark'] as const satisfies readonly (keyof Settings)[];

/** What the county has decided; each change is in the log. */
export function SettingsPart() {
  return (
    <ul className={styles.settings}>
      {switches.map((key) => (
        <Setting key={key} name={key} />
      ))}
    </ul>
  );
}

function Setting({ name }: { name: (typeof switches)[number] }) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const me = useMe();
  const countyCode = homeOf(me)?.areaCode.slice(0, 6) ?? '';
  const setting = useMutation(
    trpc.setting.set.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.me.pathKey() }),
    }),
  );
  return (
    <li className={styles.setting}>
      <div>
        <strong>{t(`admin.setting.${name}`)}</strong>
        <p>{t(`admin.setting.${name}.why`)}</p>
        {setting.error && (
          <Hint isProblem role="alert">
            {errorText(setting.error, t)}
          </Hint>
        )}
      </div>
      <Switch
        isOn={me.settings[name]}
        label={t(`admin.setting.${name}`)}
        onChange={(value) => setting.mutate({ countyCode, key: name, value })}
      />
    </li>
  );
}
