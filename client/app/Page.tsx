import { type ComponentType, lazy } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';
import type { PageMode } from './modes.ts';

const pages: Record<PageMode, ComponentType> = {
  audit: lazy(() => import('../features/audit/AuditPage.tsx').then((module) => ({ default: module.AuditPage }))),
  admin: lazy(() => import('../features/admin/AdminPage.tsx').then((module) => ({ default: module.AdminPage }))),
};

export const pageId = 'page';

/** What fills the window in place of the map. */
export function Page({ page }: { page: PageMode }) {
  const { t } = useTranslation();
  const Content = pages[page];
  return (
    <main id={pageId} tabIndex={-1} className={styles.page} aria-label={t(`app.mode.${page}`)}>
      <Boundary key={page}>
        <Content />
      </Boundary>
    </main>
  );
}
