import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PlanDetail } from '../../../../shared/reassign.ts';
import { Button } from '../../../ui/Button.tsx';
import { conflictsShown } from '../conflicts.ts';
import type { ReassignNow } from '../reassignNow.ts';
import { ConflictDialog } from './ConflictDialog.tsx';
import { DecideDialog } from './DecideDialog.tsx';
import styles from './plans.module.css';

/** Says that somebody else has changed what this plan changes, and leads to the choice. */
export function ConflictBanner({ now, plan }: { now: ReassignNow; plan: PlanDetail }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const isDecided = plan.state === 'published' || plan.state === 'reverted';
  const count = isDecided ? 0 : conflictsShown(now).length;
  if (count === 0) return null;
  const [mayEdit, mayPublish] = [plan.may.includes('edit'), plan.may.includes('publish')];
  return (
    <div className={styles.banner} role="alert">
      <span>{t('reassign.conflict.banner', { count })}</span>
      {mayEdit || mayPublish ? (
        <Button onClick={() => setOpen(true)}>{t('reassign.conflict.solve')}</Button>
      ) : (
        <span>{t('reassign.conflict.waits', { name: plan.maker })}</span>
      )}
      {isOpen && mayEdit ? <ConflictDialog now={now} plan={plan} onClose={() => setOpen(false)} /> : null}
      {isOpen && !mayEdit && mayPublish ? (
        <DecideDialog now={now} plan={plan} verb="publish" onClose={() => setOpen(false)} />
      ) : null}
    </div>
  );
}
