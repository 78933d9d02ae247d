import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { type HazardCategory, hazardCategories, hazardSeverities } from '../../../shared/hazard.ts';
import type { DaysBySeverity, HazardDueDays } from '../../../shared/hazardRules.ts';
import { useLabels } from '../../app/i18n.ts';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { Silent } from '../../ui/Hint.tsx';
import { Table } from '../../ui/Table.tsx';
import { TextButton } from '../../ui/TextButton.tsx';
import { NumberBox } from './NumberBox.tsx';
import { RuleEnds } from './RuleEnds.tsx';
import styles from './rules.module.css';
import { useRules } from './useRules.ts';

/** 整改期限: days by severity, and where a category is stricter or laxer. */
export function DueDaysPart() {
  const { t } = useTranslation();
  const { hazardSeverity, hazardCategory } = useLabels();
  const rules = useRules(['hazardDueDays']);
  const { hazardDueDays: setting } = rules.value;
  const put = (patch: Partial<HazardDueDays>) => rules.set({ hazardDueDays: { ...setting, ...patch } });
  const putCategory = (category: HazardCategory, days: DaysBySeverity | null) => {
    const { [category]: _, ...others } = setting.byCategory;
    put({ byCategory: days ? { ...others, [category]: days } : others });
  };
  return (
    <div className={styles.rules}>
      <p className={styles.lead}>{t('admin.due.lead')}</p>
      <Table
        label={t('admin.due')}
        className={styles.days}
        columns={[
          t('admin.due.category'),
          ...hazardSeverities.map((severity) => (
            <Fragment key={severity}>
              <HazardMark severity={severity} size={16} /> {hazardSeverity[severity]}
            </Fragment>
          )),
          <Silent key="own">{t('admin.due.own')}</Silent>,
        ]}
      >
        <DaysRow name={t('admin.due.usual')} days={setting.usual} onChange={(usual) => put({ usual })} />
        {hazardCategories.map((category) => {
          const own = setting.byCategory[category];
          return (
            <DaysRow
              key={category}
              name={hazardCategory[category]}
              days={own ?? setting.usual}
              isUsual={!own}
              onChange={(days) => putCategory(category, days)}
              onOwn={(isOwn) => putCategory(category, isOwn ? { ...setting.usual } : null)}
            />
          );
        })}
      </Table>
      <RuleEnds rules={rules} problem={null} />
    </div>
  );
}

type DaysRowProps = {
  name: string;
  days: DaysBySeverity;
  isUsual?: boolean;
  onChange: (days: DaysBySeverity) => void;
  onOwn?: (isOwn: boolean) => void;
};

/** One row of days; a graver hazard that may wait longer than a lesser one is pointed out, not forbidden. */
function DaysRow({ name, days, isUsual = false, onChange, onOwn }: DaysRowProps) {
  const { t } = useTranslation();
  const { hazardSeverity } = useLabels();
  const isUpsideDown = days[1] > days[2] || days[2] > days[3] || days[3] > days[4];
  return (
    <tr data-usual={isUsual}>
      <th scope="row">
        {name}
        {isUpsideDown && !isUsual && <small className={styles.warning}>{t('admin.due.upsideDown')}</small>}
      </th>
      {hazardSeverities.map((severity) => (
        <td key={severity}>
          {isUsual ? (
            Number.isFinite(days[severity]) ? (
              days[severity]
            ) : (
              '–'
            )
          ) : (
            <NumberBox
              isBare
              isWhole
              label={t('admin.due.cell', { name, severity: hazardSeverity[severity] })}
              value={days[severity]}
              least={1}
              most={730}
              onChange={(value) => onChange({ ...days, [severity]: value })}
            />
          )}
        </td>
      ))}
      <td>
        {onOwn && (
          <TextButton onClick={() => onOwn(isUsual)}>
            {t(isUsual ? 'admin.due.makeOwn' : 'admin.due.makeUsual')}
            <Silent>{name}</Silent>
          </TextButton>
        )}
      </td>
    </tr>
  );
}
