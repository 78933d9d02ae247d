import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bounds } from '../../shared/geo.ts';
import { boundsOf, type Region } from '../../shared/shape.ts';
import { useCurrentArea } from '../api/area.ts';
import { uploadRegion } from '../api/upload.ts';
import { errorText } from '../app/errorText.ts';
import { FileField, FormError } from './Field.tsx';
import { Hint } from './Hint.tsx';

type RegionFileProps = {
  onRegion: (region: Region) => void;
  /** What came of the file is no longer in use, so that nothing need be said of it. */
  isGone: boolean;
};

/** Takes an area from a file, and says what has to be known of it: which coordinates are read, and where it came to lie. */
export function RegionFile({ onRegion, isGone }: RegionFileProps) {
  const { t } = useTranslation();
  const [isSimplified, setSimplified] = useState(false);
  const [isElsewhere, setElsewhere] = useState(false);
  const bounds = useCurrentArea()?.bounds ?? null;
  const uploading = useMutation({
    mutationFn: (file: File) => uploadRegion(file),
    onSuccess: ({ region, simplified }) => {
      setSimplified(simplified);
      setElsewhere(bounds !== null && areApart(bounds, boundsOf(region)));
      onRegion(region);
    },
  });
  return (
    <>
      <FileField
        label={t(uploading.isPending ? 'ui.loading' : 'ui.regionFile')}
        accept=".geojson,.json,.zip,.kml"
        onChoose={(file) => uploading.mutate(file)}
      />
      <FormError>{uploading.error ? errorText(uploading.error, t) : null}</FormError>
      <Hint>{t('ui.regionFileHint')}</Hint>
      {isElsewhere && !isGone && (
        <Hint isProblem role="status">
          {t('ui.regionElsewhere')}
        </Hint>
      )}
      {isSimplified && !isGone && <Hint>{t('ui.regionSimplified')}</Hint>}
    </>
  );
}

/** Whether two rectangles have nothing in common. */
function areApart([west, south, east, north]: Bounds, [left, bottom, right, top]: Bounds): boolean {
  return left > east || right < west || bottom > north || top < south;
}
