import { useTranslation } from 'react-i18next';
import { keyPersonCategories } from '../../../../shared/keyPerson.ts';
import type { UrgencyReason } from '../../../../shared/urgency.ts';
import { useLabels } from '../../../app/i18n.ts';
import { useFormat } from '../../../ui/useFormat.ts';

/** Says a factor of a score in words: what it comes from, and how much it makes. */
export function useReasonWords(): (reason: UrgencyReason) => string {
  const { t } = useTranslation();
  const { number, count } = useFormat();
  const { hazardSeverity } = useLabels();
  const among = useAmongWords();
  return (reason) => {
    const factor = number(reason.factor);
    switch (reason.kind) {
      case 'severity': {
        const names = reason.severities.map((severity) => hazardSeverity[severity]).join(t('triage.listJoin'));
        return t('triage.reason.severity', { names: names || '–', factor });
      }
      case 'people': {
        const some = among(reason);
        const words = t('triage.reason.people', { persons: count(reason.persons), factor });
        return some ? `${words}${t('triage.reason.among', { some })}` : words;
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

/** A factor in three words of a table: what it is from, what it makes, and what there is to say besides. */
export type ReasonPart = { from: string; factor: string; more: string | null };

/** The same for a table: each under its name, with the factor rounded as all of them are. */
export function useReasonParts(): (reason: UrgencyReason) => ReasonPart {
  const { t } = useTranslation();
  const { number, count } = useFormat();
  const { hazardSeverity } = useLabels();
  const among = useAmongWords();
  return (reason) => {
    const factor = `×${number(reason.factor)}`;
    switch (reason.kind) {
      case 'severity': {
        const kinds = [...new Set(reason.severities)].map((severity) => hazardSeverity[severity]);
        return { from: kinds.join(t('triage.listJoin')) || '–', factor, more: null };
      }
      case 'people':
        return { from: t('triage.part.persons', { persons: count(reason.persons) }), factor, more: among(reason) };
      case 'overdue':
        return {
          from: reason.days > 0 ? t('triage.part.days', { count: reason.days }) : t('triage.part.none'),
          factor,
          more: null,
        };
      case 'idle':
        return {
          from:
            reason.days === null ? t('triage.part.never') : t('triage.part.days', { count: Math.max(0, reason.days) }),
          factor,
          more: null,
        };
    }
  };
}

/** Who weighs more among the people, such as `独居老人 2、需帮助转移 1`; null where nobody does. */
function useAmongWords(): (reason: Extract<UrgencyReason, { kind: 'people' }>) => string | null {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { keyPersonCategory } = useLabels();
  return (reason) => {
    const people = keyPersonCategories.flatMap((category) => {
      const some = reason.keyPersons[category] ?? 0;
      return some > 0 ? [`${keyPersonCategory[category]} ${count(some)}`] : [];
    });
    const help = reason.needHelp > 0 ? [t('triage.reason.help', { count: reason.needHelp })] : [];
    const some = [...people, ...help];
    return some.length > 0 ? some.join(t('triage.listJoin')) : null;
  };
}
