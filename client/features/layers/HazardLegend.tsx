import { useTranslation } from 'react-i18next';
import { dayNumber } from '../../../shared/geo.ts';
import { hazardSeverities, isOpen } from '../../../shared/hazard.ts';
import { useLabels } from '../../app/i18n.ts';
import { isOverdueRow, type Register, stateAt } from '../../map/visible.ts';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { useMapState } from '../../url/mapState.ts';
import { ClassList, toggled } from './ClassList.tsx';
import styles from './layers.module.css';

/** The four severities with their signs and how many of each are open. */
export function HazardLegend({ register }: { register: Register }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const [{ hazardSeverities: chosen }, change] = useMapState();
  const { hazard } = register;
  const openRows = Array.from(hazard.id.keys()).filter((row) => isOpen(stateAt(hazard, row)));
  const today = dayNumber(register.today);
  const late = openRows.filter((row) => isOverdueRow(hazard, row, today));
  const worst = hazardSeverities.find((severity) => late.some((row) => hazard.severity[row] === severity)) ?? 3;
  const classes = hazardSeverities.map((severity) => ({
    key: severity,
    label: labels.hazardSeverity[severity],
    count: openRows.filter((row) => hazard.severity[row] === severity).length,
    sign: <HazardMark severity={severity} />,
    isChosen: chosen.includes(severity),
  }));
  return (
    <>
      <ClassList classes={classes} onToggle={(key) => change({ hazardSeverities: toggled(chosen, key) })} />
      <ClassList
        classes={[
          {
            key: 'late',
            label: t('layers.late'),
            count: late.length,
            sign: <HazardMark severity={worst} late />,
            isChosen: false,
          },
          {
            key: 'closed',
            label: t('layers.closed'),
            count: hazard.id.length - openRows.length,
            sign: <HazardMark severity={worst} faded />,
            isChosen: false,
          },
        ]}
      />
      <p className={styles.note}>{t('layers.hazardFar')}</p>
    </>
  );
}
