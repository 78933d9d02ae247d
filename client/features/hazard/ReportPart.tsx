import { TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentArea } from '../../api/area.ts';
import { useMay } from '../../api/me.ts';
import { useReportStore } from '../../map/reportStore.ts';
import { Button } from '../../ui/Button.tsx';
import { CloseButton } from '../../ui/Panel.tsx';
import { EditForm } from './EditForm.tsx';
import { ReportForm } from './ReportForm.tsx';
import styles from './report.module.css';
import { useReportShape } from './useReportShape.ts';

/** 上报隐患: a button over the map, and the form it opens; both hands and one thumb can use it. */
export function ReportPart() {
  const { t } = useTranslation();
  const mayReport = useMay('hazard.report');
  const area = useCurrentArea();
  const { isOpen, open } = useReportStore();
  if (!mayReport || !area) return null;
  if (isOpen) return <OpenReport countyCode={area.code.slice(0, 6)} />;
  return (
    <button type="button" className={styles.start} onClick={() => open()}>
      <TriangleAlert size={18} aria-hidden />
      {t('hazard.report')}
    </button>
  );
}

function OpenReport({ countyCode }: { countyCode: string }) {
  const { t } = useTranslation();
  const { drawing, edited, close, setDrawing } = useReportStore();
  const title = edited ? t('hazard.editTitle', { number: edited.number }) : t('hazard.report');
  useReportShape();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || !useReportStore.getState().drawing) return;
      event.preventDefault();
      setDrawing(null);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [setDrawing]);
  return (
    <>
      {drawing && (
        <div className={styles.instruction} role="status">
          <p>{t(`hazard.drawing.${drawing}`)}</p>
          <Button onClick={() => setDrawing(null)}>{t('hazard.cancel')}</Button>
        </div>
      )}
      <section className={styles.report} data-aside={drawing !== null} aria-label={title}>
        <header className={styles.head}>
          <h2 className={styles.title}>{title}</h2>
          <CloseButton onClose={close} />
        </header>
        {edited ? <EditForm key={edited.id} hazard={edited} /> : <ReportForm countyCode={countyCode} />}
      </section>
    </>
  );
}
