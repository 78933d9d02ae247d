import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type ExportFormat, exportFormats } from '../../../../shared/hazardFilter.ts';
import { ask } from '../../../api/ask.ts';
import { fetchSigned } from '../../../api/session.ts';
import { errorText } from '../../../app/errorText.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Popup } from '../../../ui/Popup.tsx';
import { saveFile } from '../../../ui/saveFile.ts';
import { useFormat } from '../../../ui/useFormat.ts';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import type { TriageNow } from '../useTriage.ts';
import styles from './list.module.css';

const endings: Record<ExportFormat, string> = { csv: 'csv', xlsx: 'xlsx', geojson: 'geojson', shapefile: 'zip' };

/** Saves exactly what is listed, in its order; the server writes the file and notes who took it. */
export function ExportMenu({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const [language] = useLanguage();
  const [{ hazardChoice }] = useMapState();
  const { sort, descending } = hazardChoice;
  const exporting = useMutation({
    mutationFn: async (format: ExportFormat) => {
      const response = await ask(
        '/exports/hazards',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ filter: now.filter, sort, descending, format, language }),
        },
        fetchSigned,
      );
      const type = response.headers.get('content-type') ?? '';
      saveFile(`${t('triage.list')}-${today}.${endings[format]}`, [await response.blob()], type);
    },
  });
  const face = (
    <>
      <Download size={14} aria-hidden />
      {t(exporting.isPending ? 'ui.loading' : 'triage.export')}
    </>
  );
  return (
    <>
      <Popup label={t('triage.export')} face={face} className={styles.export}>
        {(shut) => (
          <div className={styles.menu}>
            <Hint>{t('triage.exportHint')}</Hint>
            {exportFormats.map((format) => (
              <button
                key={format}
                type="button"
                className={shared.bar}
                onClick={() => {
                  shut();
                  exporting.mutate(format);
                }}
              >
                {t(`triage.format.${format}`)}
              </button>
            ))}
          </div>
        )}
      </Popup>
      {exporting.error && (
        <Hint isProblem role="alert">
          {errorText(exporting.error, t)}
        </Hint>
      )}
    </>
  );
}
