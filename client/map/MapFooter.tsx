import { Box, Compass, Info, Minus, Plus, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapDescription } from '../api/area.ts';
import styles from './footer.module.css';
import { useMapStore } from './mapStore.ts';
import { scaleBar } from './scaleBar.ts';
import { useFromCamera, useIsPitched } from './useMapEvent.ts';

/** Scale, coordinates, north, tilt, zoom, and whose data it is. */
export function MapFooter() {
  return (
    <div className={styles.footer}>
      <Buttons />
      <div className={styles.bar}>
        <Coordinates />
        <Scale />
        <Sources />
      </div>
    </div>
  );
}

function Buttons() {
  const { t } = useTranslation();
  const map = useMapStore((store) => store.map);
  const bearing = useFromCamera((each) => Math.round(each.getBearing()), 0);
  const isPitched = useIsPitched();
  return (
    <div className={styles.buttons}>
      {bearing !== 0 && (
        <button
          type="button"
          aria-label={t('map.north')}
          title={t('map.north')}
          onClick={() => map?.easeTo({ bearing: 0 })}
        >
          <Compass size={18} style={{ transform: `rotate(${-bearing - 45}deg)` }} aria-hidden />
        </button>
      )}
      <button
        type="button"
        aria-label={t(isPitched ? 'map.flat' : 'map.tilt')}
        title={t(isPitched ? 'map.flat' : 'map.tilt')}
        onClick={() => map?.easeTo(isPitched ? { pitch: 0, bearing: 0 } : { pitch: 55 })}
      >
        {isPitched ? <Square size={18} aria-hidden /> : <Box size={18} aria-hidden />}
      </button>
      <button type="button" aria-label={t('map.zoomIn')} title={t('map.zoomIn')} onClick={() => map?.zoomIn()}>
        <Plus size={18} aria-hidden />
      </button>
      <button type="button" aria-label={t('map.zoomOut')} title={t('map.zoomOut')} onClick={() => map?.zoomOut()}>
        <Minus size={18} aria-hidden />
      </button>
    </div>
  );
}

/** Where the pointer is, or the middle of the map while it is elsewhere. */
function Coordinates() {
  const { t } = useTranslation();
  const map = useMapStore((store) => store.map);
  const [text, setText] = useState('');
  useEffect(() => {
    if (!map) return;
    const tell = ({ lng, lat }: { lng: number; lat: number }) => {
      setText(`${Math.abs(lng).toFixed(5)}°${lng < 0 ? 'W' : 'E'}  ${Math.abs(lat).toFixed(5)}°${lat < 0 ? 'S' : 'N'}`);
    };
    const follow = (event: { lngLat: { lng: number; lat: number } }) => tell(event.lngLat);
    const centre = () => tell(map.getCenter());
    centre();
    map.on('mousemove', follow);
    map.on('mouseout', centre);
    map.on('moveend', centre);
    return () => {
      map.off('mousemove', follow);
      map.off('mouseout', centre);
      map.off('moveend', centre);
    };
  }, [map]);
  return (
    <span className={styles.coordinates} title={t('map.position')}>
      <span className={styles.datum}>CGCS2000</span>
      {text}
    </span>
  );
}

function Scale() {
  const word = useFromCamera((map) => {
    const bar = scaleBar(map.getZoom(), map.getCenter().lat);
    return `${bar.pixels.toFixed(1)}|${bar.label}`;
  }, '0|');
  const [width = '0', label = ''] = word.split('|');
  return (
    <span className={styles.scale}>
      <span className={styles.rule} style={{ width: `${width}px` }} />
      {label}
    </span>
  );
}

function Sources() {
  const { t } = useTranslation();
  const description = useMapDescription();
  const [isOpen, setOpen] = useState(false);
  const sources = [
    ...(description?.attributions ?? []),
    ...(description?.basemap ? [description.basemap.attribution] : []),
  ];
  if (sources.length === 0) return null;
  return (
    <span className={styles.sources}>
      <button type="button" aria-label={t('map.sources')} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Info size={15} aria-hidden />
      </button>
      {isOpen && (
        <span className={styles.sourceList} role="note">
          {sources.join(' · ')}
        </span>
      )}
    </span>
  );
}
