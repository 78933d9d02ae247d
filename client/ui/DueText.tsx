import { useTranslation } from 'react-i18next';
import type { HazardState } from '../../shared/hazard.ts';
import { dueOf } from './due.ts';

/** 逾期 3 天, 今天到期, 还有 5 天: how a hazard stands to its day, in danger's colour when it is late. */
export function DueText({ state, dueOn, today }: { state: HazardState; dueOn: string | null; today: string }) {
  const { t } = useTranslation();
  const due = dueOf(state, dueOn, today);
  switch (due.kind) {
    case 'settled':
      return t('ui.due.settled');
    case 'noDay':
      return t('ui.due.noDay');
    case 'today':
      return <strong style={{ color: 'var(--danger)', fontWeight: 600 }}>{t('ui.due.today')}</strong>;
    case 'overdue':
      return (
        <strong style={{ color: 'var(--danger)', fontWeight: 600 }}>{t('ui.due.overdue', { count: due.days })}</strong>
      );
    case 'ahead':
      return t('ui.due.ahead', { count: due.days });
  }
}
