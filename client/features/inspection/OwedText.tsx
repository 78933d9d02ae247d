import { useTranslation } from 'react-i18next';
import type { Inspection } from '../../../shared/inspection.ts';
import { daysBetween } from '../../ui/format.ts';
import { useFormat } from '../../ui/useFormat.ts';
import styles from './inspection.module.css';
import { owedOn } from './taskState.ts';

/** How a task stands to its day: 逾期 3 天, 今天, 还有 5 天, or when it was done. */
export function OwedText({ task }: { task: Inspection }) {
  const { t } = useTranslation();
  const { today, day } = useFormat();
  if (task.state === 'passed') return t('inspection.doneOn', { day: task.doneAt ? day(task.doneAt) : '' });
  const days = daysBetween(today, owedOn(task));
  const about = task.state === 'found' ? 'recheck' : 'look';
  if (days < 0) return <strong className={styles.late}>{t('inspection.late', { count: -days })}</strong>;
  if (days === 0) return t(`inspection.today.${about}`);
  return t(`inspection.ahead.${about}`, { count: days });
}
