import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './app.module.css';
import { useLanguage } from './i18n.ts';
import { type ThemeChoice, themeChoices, useTheme } from './theme.ts';

const icons: Record<ThemeChoice, typeof Sun> = { system: Monitor, light: Sun, dark: Moon };

/** Language and light or dark. */
export function Preferences() {
  const { t } = useTranslation();
  const [language, setLanguage] = useLanguage();
  const { choice, choose } = useTheme();
  const next = themeChoices[(themeChoices.indexOf(choice) + 1) % themeChoices.length] ?? 'system';
  const Icon = icons[choice];
  const word = language === 'zh' ? 'EN' : '中';
  return (
    <div className={styles.preferences}>
      <button
        type="button"
        className={styles.toolButton}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
        // Whoever steers by voice says what is written on the button, so its name begins with it.
        aria-label={`${word} ${t('app.language.other')} ${t('app.language')}`}
        title={t('app.language.other')}
        lang={language === 'zh' ? 'en' : 'zh'}
      >
        <Languages size={18} aria-hidden />
        <span className={styles.toolWord}>{word}</span>
      </button>
      <button
        type="button"
        className={styles.toolButton}
        onClick={() => choose(next)}
        aria-label={`${t('app.theme')}: ${t(`app.theme.${choice}`)}`}
        title={t(`app.theme.${choice}`)}
      >
        <Icon size={18} aria-hidden />
      </button>
    </div>
  );
}
