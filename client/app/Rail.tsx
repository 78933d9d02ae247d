import { ArrowLeftRight, Map as MapIcon, ScrollText, Settings, ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { type Mode, useMapState } from '../url/mapState.ts';
import { modesOf, useMode } from './modes.ts';
import styles from './rail.module.css';

const icons: Record<Mode, typeof MapIcon> = {
  view: MapIcon,
  reassign: ArrowLeftRight,
  triage: ShieldAlert,
  audit: ScrollText,
  admin: Settings,
};

/** Ways of working with the map. */
export function Rail() {
  const { t } = useTranslation();
  const mode = useMode();
  const own = modesOf(useMe());
  const [, change] = useMapState();
  return (
    <nav className={styles.rail} aria-label={t('app.modes')}>
      <img className={styles.mark} src="/icon.svg" alt={t('app.name')} width={32} height={32} />
      {own.map((each) => {
        const Icon = icons[each];
        return (
          <button
            key={each}
            type="button"
            className={styles.mode}
            aria-current={each === mode ? 'page' : undefined}
            onClick={() => change({ mode: each })}
          >
            <Icon size={20} aria-hidden />
            <span>{t(`app.mode.${each}`)}</span>
          </button>
        );
      })}
    </nav>
  );
}
