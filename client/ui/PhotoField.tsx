import { useMutation } from '@tanstack/react-query';
import { Camera, X } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { photoAddress, type UploadedPhoto, uploadPhoto } from '../api/upload.ts';
import { errorText } from '../app/errorText.ts';
import styles from './photo.module.css';

/** Most photographs of a report or a step. */
const most = 12;

type PhotoFieldProps = {
  countyCode: string;
  photos: readonly UploadedPhoto[];
  onChange: (photos: readonly UploadedPhoto[]) => void;
};

/** Takes photographs with the camera or from the album; each is sent at once, so that the form goes quickly afterwards. */
export function PhotoField({ countyCode, photos, onChange }: PhotoFieldProps) {
  const { t } = useTranslation();
  const id = useId();
  const sending = useMutation({
    mutationFn: async (files: readonly File[]) => {
      const sent: UploadedPhoto[] = [];
      for (const file of files) sent.push(await uploadPhoto(countyCode, file));
      return sent;
    },
    onSuccess: (sent) => onChange([...photos, ...sent].slice(0, most)),
  });
  return (
    <div>
      <ul className={styles.photos} aria-label={t('ui.photos')}>
        {photos.map((photo, index) => (
          <li key={photo.id}>
            <img src={photoAddress(countyCode, photo.id, 'small')} alt={t('ui.photoNumber', { number: index + 1 })} />
            <button
              type="button"
              className={styles.drop}
              aria-label={t('ui.dropPhoto', { number: index + 1 })}
              onClick={() => onChange(photos.filter((each) => each !== photo))}
            >
              <X size={14} aria-hidden />
            </button>
          </li>
        ))}
        {photos.length < most && (
          <li>
            <label htmlFor={id} className={styles.add} data-busy={sending.isPending}>
              <Camera size={20} aria-hidden />
              {t(sending.isPending ? 'ui.sendingPhoto' : 'ui.addPhoto')}
            </label>
            <input
              id={id}
              type="file"
              accept="image/*"
              multiple
              className={styles.hidden}
              disabled={sending.isPending}
              onChange={(event) => {
                sending.mutate(Array.from(event.target.files ?? []));
                event.target.value = '';
              }}
            />
          </li>
        )}
      </ul>
      {sending.error && (
        <p role="alert" className={styles.problem}>
          {errorText(sending.error, t)}
        </p>
      )}
    </div>
  );
}
