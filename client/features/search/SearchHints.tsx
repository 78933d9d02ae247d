import { Hash, MapPin, Phone, User } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './search.module.css';

/** What can be searched for, with examples. */
export function SearchHints() {
  const { t } = useTranslation();
  const hints = [
    { Icon: User, words: t('search.hint.person'), example: t('search.hint.personExample') },
    { Icon: Hash, words: t('search.hint.household'), example: t('search.hint.householdExample') },
    { Icon: Phone, words: t('search.hint.phone'), example: t('search.hint.phoneExample') },
    { Icon: MapPin, words: t('search.hint.place'), example: t('search.hint.placeExample') },
  ];
  return (
    <div className={styles.hints}>
      <p className={styles.groupTitle}>{t('search.hint')}</p>
      <ul>
        {hints.map(({ Icon, words, example }) => (
          <li key={words}>
            <Icon size={18} className={styles.icon} aria-hidden />
            <span className={styles.optionText}>
              <span className={styles.optionTitle}>{words}</span>
              <span className={styles.optionNote}>{example}</span>
            </span>
          </li>
        ))}
      </ul>
      <p className={styles.private}>{t('search.private')}</p>
    </div>
  );
}
