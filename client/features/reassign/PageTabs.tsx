import { useTranslation } from 'react-i18next';
import { Tabs } from '../../ui/Tabs.tsx';
import { pages, useReassignStore } from './reassignStore.ts';

/** What of a plan the panel shows. */
export function PageTabs() {
  const { t } = useTranslation();
  const { page, setPage } = useReassignStore();
  return (
    <Tabs
      id="reassign"
      look="line"
      label={t('reassign.pages')}
      tabs={pages.map((value) => ({ value, word: t(`reassign.page.${value}`) }))}
      value={page}
      onChange={setPage}
    />
  );
}
