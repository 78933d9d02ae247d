import { HardDriveUpload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../../app/Notice.tsx';
import { usePanels } from '../../../app/panelStore.ts';
import { Button } from '../../../ui/Button.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { useUnsentPlans } from './unsent.ts';

/** Says wherever one is which plans have steps that only this device knows, and opens them, by which they are sent. */
export function UnsentPlans() {
  const { t } = useTranslation();
  const [{ plan: openId }, change] = useMapState();
  const open = usePanels((state) => state.open);
  return useUnsentPlans()
    .filter(({ id }) => id !== openId)
    .map(({ id, villageCode, name, steps }) => (
      <Notice key={id} icon={<HardDriveUpload size={16} aria-hidden />}>
        {t('reassign.unsent', { name, steps })}
        <Button
          onClick={() => {
            change({ area: villageCode, mode: 'reassign', tab: 'reassign', plan: id, selection: null });
            open();
          }}
        >
          {t('reassign.unsent.open')}
        </Button>
      </Notice>
    ));
}
