import type { TFunction } from 'i18next';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Whereabouts } from '../../../../shared/hazardFilter.ts';
import { useZones } from '../../../map/useRegister.ts';
import { formatDistance } from '../../../ui/format.ts';
import { TextButton } from '../../../ui/TextButton.tsx';
import { noChoice } from '../../../url/hazardChoice.ts';
import { useMapState } from '../../../url/mapState.ts';
import shared from '../triage.module.css';
import { useTriageStore } from '../triageStore.ts';
import styles from './filter.module.css';

/** The places the filter holds, each with a cross, and one button that clears all of it. */
export function ActiveParts() {
  const { t } = useTranslation();
  const [state, change] = useMapState();
  const zones = useZones();
  const { text, setText } = useTriageStore();
  const { hazardChoice, hazardSeverities, hazardStates, hazardCategories, zone } = state;
  const { where, reportedFrom, reportedTo } = hazardChoice;
  const zoneName = zones.find(({ id }) => id === zone)?.name;
  const isAnything =
    [
      hazardSeverities,
      hazardStates,
      hazardCategories,
      where,
      hazardChoice.kinds,
      hazardChoice.due,
      hazardChoice.ages,
    ].some((list) => list.length > 0) ||
    zone !== null ||
    hazardChoice.responsible !== null ||
    reportedFrom !== null ||
    reportedTo !== null ||
    text !== '';
  if (!isAnything) return null;
  const clear = () => {
    setText('');
    change({
      zone: null,
      hazardSeverities: [],
      hazardStates: [],
      hazardCategories: [],
      hazardChoice: { ...noChoice, sort: hazardChoice.sort, descending: hazardChoice.descending },
    });
  };
  return (
    <ul className={shared.active} aria-label={t('triage.active')}>
      {zoneName && <Part name={zoneName} onDrop={() => change({ zone: null })} />}
      {(reportedFrom || reportedTo) && (
        <Part
          name={t('triage.reportedBetween', { from: reportedFrom ?? '…', to: reportedTo ?? '…' })}
          onDrop={() => change({ hazardChoice: { ...hazardChoice, reportedFrom: null, reportedTo: null } })}
        />
      )}
      {where.map((place, index) => (
        <Part
          // biome-ignore lint/suspicious/noArrayIndexKey: places have no name but their number
          key={index}
          name={nameOf(place, t)}
          onDrop={() => change({ hazardChoice: { ...hazardChoice, where: where.filter((each) => each !== place) } })}
        />
      ))}
      <li>
        <TextButton onClick={clear}>{t('triage.clear')}</TextButton>
      </li>
    </ul>
  );
}

function Part({ name, onDrop }: { name: string; onDrop: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={styles.part}>
      {name}
      <button type="button" className={styles.cross} aria-label={t('triage.drop', { name })} onClick={onDrop}>
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}

function nameOf(place: Whereabouts, t: TFunction): string {
  switch (place.kind) {
    case 'region':
      return t('triage.place.region');
    case 'circle':
      return t('triage.place.circle', { metres: formatDistance(place.metres) });
    case 'buffer':
      return t('triage.place.buffer', {
        what: t(`triage.layer.${place.feature.layer}`),
        metres: formatDistance(place.metres),
      });
    case 'view':
      return t('triage.place.view');
    case 'onFoot':
      return t('triage.place.onFoot', { minutes: place.minutes });
  }
}
