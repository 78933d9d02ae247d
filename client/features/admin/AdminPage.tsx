import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/me.ts';
import { AccountsPart } from './AccountsPart.tsx';
import styles from './admin.module.css';
import { SettingsPart } from './SettingsPart.tsx';

const parts = ['accounts', 'settings'] as const;
type Part = (typeof parts)[number];

/** Who may sign in and as what, and what the county has decided. No personal data of the register is here. */
export function AdminPage() {
  const { t } = useTranslation();
  const may = { accounts: useMay('account.manage'), settings: useMay('setting.manage') };
  const own = parts.filter((part) => may[part]);
  const [wanted, setPart] = useState<Part>('accounts');
  const part = own.includes(wanted) ? wanted : own[0];
  return (
    <div className={styles.page}>
      <fieldset className={styles.parts} aria-label={t('app.mode.admin')}>
        {own.map((each) => (
          <button key={each} type="button" aria-pressed={each === part} onClick={() => setPart(each)}>
            {t(`admin.${each}`)}
          </button>
        ))}
      </fieldset>
      {part === 'accounts' && <AccountsPart />}
      {part === 'settings' && <SettingsPart />}
    </div>
  );
}
