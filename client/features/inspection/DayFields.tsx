import { useTranslation } from 'react-i18next';
import type { InspectionPlanInput } from '../../../shared/inspection.ts';
import { Field } from '../../ui/Field.tsx';
import styles from './inspection.module.css';

type Days = Pick<InspectionPlanInput, 'graceDays' | 'recheckDays'>;
type DayFieldsProps = { value: Days; onChange: (patch: Partial<Days>) => void };

/** How long a round may take, and when what was found is looked at again. */
export function DayFields({ value, onChange }: DayFieldsProps) {
  const { t } = useTranslation();
  const set = (name: keyof Days, least: number, most: number) => (event: { target: HTMLInputElement }) => {
    const days = event.target.valueAsNumber;
    if (!Number.isNaN(days)) onChange({ [name]: Math.min(most, Math.max(least, Math.round(days))) });
  };
  return (
    <div className={styles.pair}>
      <Field
        label={t('inspection.graceDays')}
        type="number"
        min={0}
        max={90}
        value={value.graceDays}
        onChange={set('graceDays', 0, 90)}
      />
      <Field
        label={t('inspection.recheckDays')}
        type="number"
        min={1}
        max={180}
        value={value.recheckDays}
        onChange={set('recheckDays', 1, 180)}
      />
    </div>
  );
}
