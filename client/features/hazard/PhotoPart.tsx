import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HazardDetail, HazardPhoto } from '../../../shared/hazardRegister.ts';
import { photoAddress } from '../../api/upload.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Section } from '../../ui/Panel.tsx';
import styles from '../../ui/photo.module.css';
import { useFormat } from '../../ui/useFormat.ts';

/** The photographs of a hazard, from the report to the recheck; each opens in full. */
export function PhotoPart({ hazard }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const [open, setOpen] = useState<HazardPhoto | null>(null);
  const { countyCode, photos, events } = hazard;
  if (photos.length === 0) return null;
  const nameOf = (photo: HazardPhoto) => {
    const step = events.find(({ id }) => id === photo.eventId)?.step ?? 'report';
    return t('hazard.photoOf', { step: t(`hazard.event.${step}`), day: day(photo.at), actor: photo.actor });
  };
  return (
    <Section title={t('ui.photos')} aside={photos.length}>
      <ul className={styles.photos}>
        {photos.map((photo) => (
          <li key={photo.id}>
            <button type="button" className={styles.photo} onClick={() => setOpen(photo)}>
              <img src={photoAddress(countyCode, photo.id, 'small')} alt={nameOf(photo)} loading="lazy" />
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <Dialog title={nameOf(open)} isWide onClose={() => setOpen(null)}>
          <img
            className={styles.full}
            src={photoAddress(countyCode, open.id, 'full')}
            width={open.width}
            height={open.height}
            alt={nameOf(open)}
          />
        </Dialog>
      )}
    </Section>
  );
}
