import { useTranslation } from 'react-i18next';
import styles from './reassign.module.css';
import { pages, useReassignStore } from './reassignStore.ts';

/** What of a plan the panel shows. */
export function PageTabs() {
  const { t } = useTranslation();
  const { page, setPage } = useReassignStore();
  return (
    <nav className={styles.pages} aria-label={t('reassign.pages')}>
      {pages.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.page}
          aria-current={each === page ? 'page' : undefined}
          onClick={() => setPage(each)}
        >
          {t(`reassign.page.${each}`)}
        </button>
      ))}
    </nav>
  );
}
