import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exportFormats, type PlanDetail } from '../../../../shared/reassign.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { errorText } from '../../../app/errorText.ts';
import { useLanguage } from '../../../app/i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Buttons, Dialog } from '../../../ui/Dialog.tsx';
import { Choice, FormError } from '../../../ui/Field.tsx';
import { ErrorNote, Skeleton } from '../../../ui/states.tsx';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { saveFile } from '../saveFile.ts';
import { DiffList } from './DiffList.tsx';
import { NoticeSheets } from './NoticeSheets.tsx';
import styles from './plans.module.css';

/** What a plan changes against what is there now, or against another plan: as a list, a file and printed notices. */
export function DiffDialog({ now, plan, onClose }: { now: ReassignNow; plan: PlanDetail; onClose: () => void }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const trpc = useTRPC();
  const [against, setAgainst] = useState<number | null>(null);
  const [isPrinting, setPrinting] = useState(false);
  const compare = useReassignStore((store) => store.compare);
  const { countyCode, id } = plan;
  const plans = useQuery(trpc.reassign.plan.list.queryOptions({ villageCode: now.villageCode }));
  const diff = useQuery({ ...trpc.reassign.plan.diff.queryOptions({ countyCode, id, against }), gcTime: 0 });
  const download = useMutation(trpc.reassign.plan.export.mutationOptions({ onSuccess: saveFile }));
  const others = plans.data?.filter((other) => other.id !== id) ?? [];
  const show = () => {
    if (!diff.data) return;
    const name = others.find((other) => other.id === against)?.name ?? null;
    compare({ name: plan.name, against: name, diff: diff.data });
    onClose();
  };
  return (
    <Dialog title={t('reassign.diff.title', { name: plan.name })} onClose={onClose} isWide>
      <div className={styles.diffHead}>
        <Choice
          label={t('reassign.diff.against')}
          value={against ?? ''}
          onChange={(event) => setAgainst(event.target.value === '' ? null : Number(event.target.value))}
        >
          <option value="">{t('reassign.diff.now')}</option>
          {others.map((other) => (
            <option key={other.id} value={other.id}>
              {other.name}（{t(`reassign.state.${other.state}`)}）
            </option>
          ))}
        </Choice>
      </div>
      {diff.error ? <ErrorNote error={diff.error} onRetry={() => void diff.refetch()} /> : null}
      {diff.isPending ? <Skeleton widths={[40, 90, 84, 90, 40, 88]} /> : null}
      {diff.data ? <DiffList diff={diff.data} /> : null}
      <FormError>{download.error ? errorText(download.error, t) : null}</FormError>
      <Buttons>
        <Button isDisabled={!diff.data || diff.data.rows.length === 0} onClick={show}>
          {t('reassign.diff.show')}
        </Button>
        <Button onClick={() => setPrinting(true)}>{t('reassign.diff.notices')}</Button>
        {exportFormats.map((format) => (
          <Button
            key={format}
            isDisabled={download.isPending}
            onClick={() => download.mutate({ countyCode, id, against, format, language })}
          >
            {t(`reassign.diff.${format}`)}
          </Button>
        ))}
      </Buttons>
      {isPrinting ? <NoticeSheets plan={plan} onDone={() => setPrinting(false)} /> : null}
    </Dialog>
  );
}
