import { useTranslation } from 'react-i18next';
import { hazardSeverities, isOpen } from '../../../shared/hazard.ts';
import { useLabels } from '../../app/i18n.ts';
import { type Register, stateAt } from '../../map/visible.ts';
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
      <p className={styles.note}>
        {t('layers.closed')}: {hazard.id.length - openRows.length}
      </p>
    </>
  );
}
