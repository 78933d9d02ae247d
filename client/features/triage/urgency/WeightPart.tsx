import { useTranslation } from 'react-i18next';
import { hazardSeverities } from '../../../../shared/hazard.ts';
import type { UrgencyWeights } from '../../../../shared/urgency.ts';
import { useLabels } from '../../../app/i18n.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { Fold } from '../filter/FacetPart.tsx';
import styles from './urgency.module.css';

type WeightPartProps = {
  weights: UrgencyWeights;
  isTried: boolean;
  onTry: (weights: UrgencyWeights | null) => void;
};

const lengths = ['needsHelpToMove', 'peopleToDouble', 'overdueDaysToDouble', 'idleDaysToDouble'] as const;

/** 权重试算: what the ranking would be with other weights; the county's own are set by an administrator. */
export function WeightPart({ weights, isTried, onTry }: WeightPartProps) {
  const { t } = useTranslation();
  const { hazardSeverity } = useLabels();
  return (
    <Fold title={t('triage.weights')} chosen={isTried ? 1 : 0}>
      <Hint>{t('triage.formula')}</Hint>
      <div className={styles.weights}>
        {hazardSeverities.map((severity) => (
          <Weight
            key={severity}
            label={hazardSeverity[severity]}
            value={weights.severity[severity]}
            least={0}
            onChange={(value) => onTry({ ...weights, severity: { ...weights.severity, [severity]: value } })}
          />
        ))}
        {lengths.map((each) => (
          <Weight
            key={each}
            label={t(`triage.weight.${each}`)}
            value={weights[each]}
            least={each === 'needsHelpToMove' ? 0 : 1}
            onChange={(value) => onTry({ ...weights, [each]: value })}
          />
        ))}
      </div>
      {isTried && <TextButton onClick={() => onTry(null)}>{t('triage.weightsBack')}</TextButton>}
    </Fold>
  );
}

type WeightProps = { label: string; value: number; least: number; onChange: (value: number) => void };

function Weight({ label, value, least, onChange }: WeightProps) {
  return (
    <label>
      {label}
      <input
        type="number"
        min={least}
        max={1000}
        step="any"
        value={value}
        onChange={(event) => {
          const next = event.target.valueAsNumber;
          if (Number.isFinite(next)) onChange(Math.max(least, next));
        }}
      />
    </label>
  );
}
