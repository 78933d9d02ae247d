import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AuditFilter } from '../../../shared/audit.ts';
import { csvLine } from '../../../shared/csv.ts';
import { useMe } from '../../api/me.ts';
import { useTRPCClient } from '../../api/trpc.ts';
import { errorText } from '../../app/errorText.ts';
import { useLanguage } from '../../app/i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { saveFile } from '../../ui/saveFile.ts';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './audit.module.css';

/** Saves all rows the filter finds as a file for a spreadsheet. */
export function ExportButton({ filter }: { filter: AuditFilter }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const [language] = useLanguage();
  const { displayName, settings } = useMe();
  const client = useTRPCClient();
  const exporting = useMutation({
    mutationFn: async () => {
      const parts: string[] = [];
      let before: number | null | undefined;
      while (before !== null) {
        const page = await client.audit.export.query({ ...filter, language, ...(before ? { before } : {}) });
        parts.push(page.csv);
        before = page.before;
      }
      if (settings.watermark) {
        const at = new Date().toLocaleString('sv-SE');
        parts.push(csvLine([t('audit.exportedBy', { name: displayName, at })]));
      }
      saveFile(`${t(`audit.log.${filter.log}`)}-${today}.csv`, parts, 'text/csv;charset=utf-8');
    },
  });
  return (
    <div className={styles.export}>
      {exporting.error && <span role="alert">{errorText(exporting.error, t)}</span>}
      <Button isDisabled={exporting.isPending} onClick={() => exporting.mutate()}>
        <Download size={16} aria-hidden />
        {t(exporting.isPending ? 'ui.loading' : 'audit.export')}
      </Button>
    </div>
  );
}
