import { useTranslation } from 'react-i18next';
import { hazardSeverities } from '../../../shared/hazard.ts';
import { keyPersonCategories } from '../../../shared/keyPerson.ts';
import type { UrgencyWeights } from '../../../shared/urgency.ts';
import { useLabels } from '../../app/i18n.ts';
import { NumberBox } from './NumberBox.tsx';
import { RuleEnds } from './RuleEnds.tsx';
import styles from './rules.module.css';
import { useRules } from './useRules.ts';
import { WeightPreview } from './WeightPreview.tsx';

type Whole = 'peopleToDouble' | 'overdueDaysToDouble' | 'overdueAtMost' | 'idleDaysToDouble' | 'idleAtMost';
const bounds: Record<Whole, number> = {
  peopleToDouble: 10_000,
  overdueDaysToDouble: 1_000,
  overdueAtMost: 20,
  idleDaysToDouble: 1_000,
  idleAtMost: 20,
};

/** 紧迫度权重: what weighs how much, with the order it would make beside it while it is being written. */
export function WeightsPart() {
  const { t } = useTranslation();
  const rules = useRules(['urgencyWeights']);
  const weights = rules.value.urgencyWeights;
  const put = (patch: Partial<UrgencyWeights>) => rules.set({ urgencyWeights: { ...weights, ...patch } });
  const box = (name: Whole) => (
    <NumberBox
      label={t(`admin.weights.${name}`)}
      value={weights[name]}
      least={1}
      most={bounds[name]}
      onChange={(value) => put({ [name]: value })}
    />
  );
  return (
    <section className={styles.rules} aria-label={t('admin.weights')}>
      <p className={styles.lead}>{t('admin.weights.lead')}</p>
      <div className={styles.beside}>
        <div>
          <SeverityBoxes weights={weights} onChange={put} />
          <PeopleBoxes weights={weights} onChange={put} />
          <fieldset className={styles.boxes}>
            <legend>{t('admin.weights.time')}</legend>
            {box('peopleToDouble')}
            {box('overdueDaysToDouble')}
            {box('overdueAtMost')}
            {box('idleDaysToDouble')}
            {box('idleAtMost')}
          </fieldset>
        </div>
        <WeightPreview weights={weights} isSound={rules.isSound} isChanged={rules.isChanged} />
      </div>
      <RuleEnds rules={rules} problem={null} />
    </section>
  );
}

type BoxesProps = { weights: UrgencyWeights; onChange: (patch: Partial<UrgencyWeights>) => void };

function SeverityBoxes({ weights, onChange }: BoxesProps) {
  const { t } = useTranslation();
  const { hazardSeverity } = useLabels();
  return (
    <fieldset className={styles.boxes}>
      <legend>{t('admin.weights.severity')}</legend>
      {hazardSeverities.map((severity) => (
        <NumberBox
          key={severity}
          label={hazardSeverity[severity]}
          value={weights.severity[severity]}
          least={0}
          most={100}
          onChange={(value) => onChange({ severity: { ...weights.severity, [severity]: value } })}
        />
      ))}
    </fieldset>
  );
}

function PeopleBoxes({ weights, onChange }: BoxesProps) {
  const { t } = useTranslation();
  const { keyPersonCategory } = useLabels();
  return (
    <fieldset className={styles.boxes}>
      <legend>{t('admin.weights.people')}</legend>
      {keyPersonCategories.map((category) => (
        <NumberBox
          key={category}
          label={keyPersonCategory[category]}
          value={weights.keyPerson[category]}
          least={0}
          most={100}
          onChange={(value) => onChange({ keyPerson: { ...weights.keyPerson, [category]: value } })}
        />
      ))}
      <NumberBox
        label={t('admin.weights.needsHelpToMove')}
        value={weights.needsHelpToMove}
        least={0}
        most={100}
        onChange={(needsHelpToMove) => onChange({ needsHelpToMove })}
      />
    </fieldset>
  );
}
