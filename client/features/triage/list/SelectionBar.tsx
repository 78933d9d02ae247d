import { Lasso, UserCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/me.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { useFormat } from '../../../ui/useFormat.ts';
import { useTriageStore } from '../triageStore.ts';
import type { TriageNow } from '../useTriage.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { ExportMenu } from './ExportMenu.tsx';
import styles from './list.module.css';

/** What is chosen among the list, and what can be done with all of it at once. */
export function SelectionBar({ now }: { now: TriageNow }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { selected, select, tool, isSelecting, setTool } = useTriageStore();
  const mayAssign = useMay('hazard.assign');
  const mayExport = useMay('hazard.export');
  const [isAssigning, setAssigning] = useState(false);
  const { hazard } = now.register;
  const isDrawing = isSelecting && tool === 'lasso';
  return (
    <div className={styles.selection}>
      <TextButton isPressed={isDrawing} onClick={() => setTool(isDrawing ? 'point' : 'lasso', true)}>
        <Lasso size={14} aria-hidden />
        {t('triage.lasso')}
      </TextButton>
      <TextButton onClick={() => select(now.rows.map((row) => hazard.id[row] ?? 0))}>
        {t('triage.chooseAll')}
      </TextButton>
      {mayExport && <ExportMenu now={now} />}
      {selected.size > 0 && (
        <>
          <span className={styles.chosen} role="status">
            {t('triage.chosen', { count: count(selected.size) })}
          </span>
          <TextButton onClick={() => select([])}>{t('triage.chooseNone')}</TextButton>
          {mayAssign && (
            <Button isPrimary onClick={() => setAssigning(true)}>
              <UserCheck size={16} aria-hidden />
              {t('triage.assignMany')}
            </Button>
          )}
        </>
      )}
      {isAssigning && (
        <AssignDialog ids={[...selected]} countyCode={now.areaCode.slice(0, 6)} onClose={() => setAssigning(false)} />
      )}
    </div>
  );
}
