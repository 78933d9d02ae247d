import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter, LogName } from '../../../shared/audit.ts';
import { useCurrentArea } from '../../api/area.ts';
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
        <fieldset className={styles.logs} aria-label={t('audit.log')}>
          {logs.map((log) => (
            <button
              key={log}
              type="button"
              aria-pressed={filter.log === log}
              onClick={() => setFilter({ log, areaCode: filter.areaCode, glassOnly: false })}
            >
              {t(`audit.log.${log}`)}
            </button>
          ))}
        </fieldset>
        <ExportButton filter={filter} />
      </div>
      <FilterBar filter={filter} onChange={setFilter} />
      <AuditTable log={asked.log} query={query} />
    </div>
  );
}
