import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Action } from '../../../shared/permissions.ts';
import { useMe } from '../../api/me.ts';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { AccountsPart } from './AccountsPart.tsx';
import styles from './admin.module.css';
import { DueDaysPart } from './DueDaysPart.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import { TreePart } from './TreePart.tsx';
import { WeightsPart } from './WeightsPart.tsx';

const parts = ['accounts', 'settings', 'tree', 'due', 'weights'] as const;
type Part = (typeof parts)[number];

const partActions: Record<Part, Action> = {
  accounts: 'account.manage',
  settings: 'setting.manage',
  tree: 'hazard.rules',
  due: 'hazard.rules',
  weights: 'hazard.rules',
};

/** Who may sign in and as what, and what the county has decided. No personal data of the register is here. */
export function AdminPage() {
  const { t } = useTranslation();
  const { actions } = useMe();
  const own = parts.filter((part) => actions.includes(partActions[part]));
  const [wanted, setPart] = useState<Part>('accounts');
  const part = own.includes(wanted) ? wanted : own[0];
  return (
    <div className={styles.page}>
      {part && (
        <>
          <Tabs
            id="admin"
            label={t('app.mode.admin')}
            tabs={own.map((value) => ({ value, word: t(`admin.${value}`) }))}
            value={part}
            onChange={setPart}
            className={styles.parts}
          />
          <TabPanel id="admin" value={part} className={styles.part}>
            {contentOf(part)}
          </TabPanel>
        </>
      )}
    </div>
  );
}

function contentOf(part: Part) {
  switch (part) {
    case 'accounts':
      return <AccountsPart />;
    case 'settings':
      return <SettingsPart />;
    case 'tree':
      return <TreePart />;
    case 'due':
      return <DueDaysPart />;
    case 'weights':
      return <WeightsPart />;
  }
}
