import { useTranslation } from 'react-i18next';
import { hazardCategories, hazardChannels } from '../../../shared/hazard.ts';
import type { HazardChange } from '../../../shared/hazardRegister.ts';
import { kindNamed } from '../../../shared/hazardTree.ts';
import { useMe } from '../../api/me.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { useFormat } from '../../ui/useFormat.ts';

/** Characters of a text that a history shows; the rest is in the description itself. */
const shown = 60;

/** Says in words what an edit made of one field: `期限：12-01 → 12-15`. */
export function useChangeWords(): (change: HazardChange) => string {
  const { t } = useTranslation();
  const valueWords = useValueWords();
  return ({ field, before, after }) => {
    const name = t(`hazard.part.${field}`);
    if (field === 'shape') return t('hazard.changedShape', { field: name });
    return t('hazard.changed', { field: name, before: valueWords(field, before), after: valueWords(field, after) });
  };
}

/** A field's value in words; what is not there is said too. */
export function useValueWords(): (field: HazardChange['field'], value: string | number | null) => string {
  const { t } = useTranslation();
  const labels = useLabels();
  const { day } = useFormat();
  const [language] = useLanguage();
  const { hazardTree } = useMe().settings;
  return (field, value) => {
    if (value === null || value === '') return t(`hazard.none.${emptyOf(field)}`);
    switch (field) {
      case 'category': {
        const category = hazardCategories.find((each) => each === value);
        return category ? labels.hazardCategory[category] : String(value);
      }
      case 'channel': {
        const channel = hazardChannels.find((each) => each === value);
        return channel ? labels.hazardChannel[channel] : String(value);
      }
      case 'kind':
        return kindNamed(hazardTree, String(value))?.[language] ?? String(value);
      case 'severity':
        return labels.hazardSeverity[severityOf(value)];
      case 'reach':
        return t('hazard.reachMetres', { count: Number(value) });
      case 'dueOn':
        return day(String(value));
      default: {
        const text = String(value);
        return text.length > shown ? `${text.slice(0, shown)}…` : text;
      }
    }
  };
}

function severityOf(value: string | number): 1 | 2 | 3 | 4 {
  return ([1, 2, 3, 4] as const).find((each) => each === Number(value)) ?? 4;
}

/** How the absence of a value is told. */
function emptyOf(field: HazardChange['field']): 'reach' | 'dueOn' | 'zone' | 'text' {
  return field === 'reach' || field === 'dueOn' || field === 'zone' ? field : 'text';
}
