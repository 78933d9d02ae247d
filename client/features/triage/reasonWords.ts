import { useTranslation } from 'react-i18next';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { UrgencyReason } from '../../../shared/urgency.ts';
import { useLabels } from '../../app/i18n.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** Says a factor of a score in words: what it comes from, and how much it makes. */
export function useReasonWords(): (reason: UrgencyReason) => string {
  const { t } = useTranslation();
  const { number, count } = useFormat();
  const { hazardSeverity, keyPersonCategory } = useLabels();
  return (reason) => {
    const factor = number(reason.factor, 2);
    switch (reason.kind) {
      case 'severity': {
        const names = reason.severities.map((severity) => hazardSeverity[severity]).join('、');
        return t('triage.reason.severity', { names: names || '–', factor });
      }
      case 'people': {
        const people = keyPersonCategories.flatMap((category) => {
          const number = reason.keyPersons[category] ?? 0;
          return number > 0 ? [`${keyPersonCategory[category]} ${count(number)}`] : [];
        });
        const help = reason.needHelp > 0 ? [t('triage.reason.help', { count: reason.needHelp })] : [];
        const some = [...people, ...help];
        const words = t('triage.reason.people', { persons: count(reason.persons), factor });
        return some.length > 0 ? `${words}${t('triage.reason.among', { some: some.join('、') })}` : words;
      }
      case 'overdue':
        return reason.days > 0 ? t('triage.reason.overdue', { count: reason.days, factor }) : t('triage.reason.inTime');
      case 'idle':
        return reason.days === null
          ? t('triage.reason.never', { factor })
          : t('triage.reason.idle', { count: Math.max(0, reason.days), factor });
    }
  };
}
