import { useTranslation } from 'react-i18next';
import { useZones } from '../../map/useRegister.ts';
import { Button } from '../../ui/Button.tsx';
import type { ContentPart, HazardContent } from './hazardEdit.ts';
import styles from './report.module.css';
import { useValueWords } from './useChangeWords.ts';
import type { Meanwhile } from './useMeanwhile.ts';

type MeanwhilePartProps = {
  meanwhile: Meanwhile;
  mine: HazardContent;
  onDecide: (part: ContentPart, isTheirs: boolean) => void;
};

/** Who has changed what while this form was open; where both wrote, which of the two is to stand. */
export function MeanwhilePart({ meanwhile, mine, onDecide }: MeanwhilePartProps) {
  const { t } = useTranslation();
  const wordsOf = usePartWords(meanwhile);
  const { actor, theirs, taken, clashes } = meanwhile;
  return (
    <div className={styles.meanwhile} role="status">
      <p>{t('hazard.meanwhile', { actor })}</p>
      {taken.map((part) => (
        <p key={part}>
          {t('hazard.meanwhileTaken', { field: t(`hazard.part.${part}`), value: wordsOf(part, theirs) })}
        </p>
      ))}
      {clashes.map((part) => (
        <fieldset key={part}>
          <legend>
            {t('hazard.clash', {
              field: t(`hazard.part.${part}`),
              mine: wordsOf(part, mine),
              theirs: wordsOf(part, theirs),
            })}
          </legend>
          <Button onClick={() => onDecide(part, false)}>{t('hazard.keepMine')}</Button>
          <Button onClick={() => onDecide(part, true)}>{t('hazard.takeTheirs')}</Button>
        </fieldset>
      ))}
    </div>
  );
}

function usePartWords({ theirs, zoneName }: Meanwhile): (part: ContentPart, content: HazardContent) => string {
  const { t } = useTranslation();
  const words = useValueWords();
  const zones = useZones();
  return (part, content) => {
    switch (part) {
      case 'category':
        return [words('category', content.category), content.kind && words('kind', content.kind)]
          .filter(Boolean)
          .join(' · ');
      case 'zone': {
        const known = zones.find(({ id }) => id === content.zoneId)?.name ?? null;
        return words('zone', content.zoneId === theirs.zoneId ? zoneName : known);
      }
      case 'shape':
        return t(content.shape === theirs.shape ? 'hazard.shapeTheirs' : 'hazard.shapeMine');
      default:
        return words(part, content[part]);
    }
  };
}
