import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter, LogName } from '../../../shared/audit.ts';
import { useCurrentArea } from '../../api/area.ts';
import { TabPanel, Tabs } from '../../ui/Tabs.tsx';
import { useDebounced } from '../../ui/useDebounced.ts';
import { AuditTable } from './AuditTable.tsx';
import styles from './audit.module.css';
import { ExportButton } from './ExportButton.tsx';
import { FilterBar } from './FilterBar.tsx';
import { useAudit } from './useAudit.ts';

/** Milliseconds the typing must rest before the server is asked. */
const typingRest = 300;
const logs: readonly LogName[] = ['access_record', 'change'];

/** Both logs: who was shown what of whom, and who changed what. */
export function AuditPage() {
  const area = useCurrentArea();
  return area && <Logs key={area.code} areaCode={area.code} />;
}

function Logs({ areaCode }: { areaCode: string }) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AuditFilter>({ log: 'access_record', areaCode, glassOnly: false });
  const asked = useDebounced(filter, typingRest);
  const query = useAudit(asked);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Tabs
          id="audit"
          label={t('audit.log')}
          tabs={logs.map((value) => ({ value, word: t(`audit.log.${value}`) }))}
          value={filter.log}
          onChange={(log) => setFilter({ log, areaCode: filter.areaCode, glassOnly: false })}
        />
        <ExportButton filter={filter} />
      </div>
      <TabPanel id="audit" value={filter.log} className={styles.log}>
        <FilterBar filter={filter} onChange={setFilter} />
        <AuditTable log={asked.log} query={query} />
      </TabPanel>
    </div>
  );
}
