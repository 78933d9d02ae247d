import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me.ts';
import { useMapState } from '../url/mapState.ts';
import styles from './app.module.css';
import { modesOf, useMode } from './modes.ts';

/** The ways of working, where there is no room for the rail; nothing when there is but one. */
export function ModeList() {
  const { t } = useTranslation();
  const mode = useMode();
  const own = modesOf(useMe());
  const [, change] = useMapState();
  if (own.length < 2) return null;
  return (
    <nav className={styles.modeList} aria-label={t('app.modes')}>
      {own.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.tab}
          aria-current={each === mode ? 'page' : undefined}
          onClick={() => change({ mode: each })}
        >
          {t(`app.mode.${each}`)}
        </button>
      ))}
    </nav>
  );
}
