import { useTranslation } from 'react-i18next';
import {
  type HazardCategory,
  type HazardSeverity,
  hazardCategories,
  hazardSeverities,
} from '../../../shared/hazard.ts';
import { useMe } from '../../api/me.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { Choice } from '../../ui/Field.tsx';
import { HazardMark } from '../../ui/HazardMark.tsx';
import styles from './report.module.css';

type Kind = { category: HazardCategory; kind: string };

/** Its category, and what exactly it is where the county's tree says more. */
export function KindFields({ value, onChange }: { value: Kind; onChange: (value: Kind) => void }) {
  const { t } = useTranslation();
  const { hazardCategory } = useLabels();
  const [language] = useLanguage();
  const kinds = useMe().settings.hazardTree[value.category] ?? [];
  const choose = (word: string) => {
    const category: HazardCategory = hazardCategories.find((each) => each === word) ?? 'other';
    onChange({ category, kind: '' });
  };
  return (
    <div className={styles.pair}>
      <Choice label={t('hazard.category')} value={value.category} onChange={(event) => choose(event.target.value)}>
        {hazardCategories.map((category) => (
          <option key={category} value={category}>
            {hazardCategory[category]}
          </option>
        ))}
      </Choice>
      {kinds.length > 0 && (
        <Choice
          label={t('hazard.kind')}
          value={value.kind}
          onChange={(event) => onChange({ ...value, kind: event.target.value })}
        >
          <option value="">{t('hazard.kindUnknown')}</option>
          {kinds.map((kind) => (
            <option key={kind.key} value={kind.key}>
              {kind[language]}
            </option>
          ))}
        </Choice>
      )}
    </div>
  );
}

type SeverityFieldProps = { value: HazardSeverity; onChange: (value: HazardSeverity) => void };

export function SeverityField({ value, onChange }: SeverityFieldProps) {
  const { t } = useTranslation();
  const { hazardSeverity } = useLabels();
  return (
    <fieldset className={styles.severity}>
      <legend>{t('hazard.severityLegend')}</legend>
      {hazardSeverities.map((severity) => (
        <label key={severity} data-on={severity === value}>
          <input type="radio" name="severity" checked={severity === value} onChange={() => onChange(severity)} />
          <HazardMark severity={severity} size={18} />
          {hazardSeverity[severity]}
        </label>
      ))}
    </fieldset>
  );
}
