import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMapState } from '../url/mapState.ts';
import styles from './app.module.css';
import { Drawer } from './Drawer.tsx';
import { PanelContent, PanelTabs } from './LeftPanel.tsx';
import { type SheetHeight, usePanels } from './panelStore.ts';

const taller: Record<SheetHeight, SheetHeight> = { peek: 'half', half: 'full', full: 'full' };
const lower: Record<SheetHeight, SheetHeight> = { peek: 'peek', half: 'peek', full: 'half' };
/** Pixels a finger moves before it is a swipe and not a tap. */
const swipe = 24;

/** The panels of a small screen: a sheet from below, drawn up by swiping or tapping its handle. */
export function Sheet() {
  const { t } = useTranslation();
  const [{ selection }] = useMapState();
  const { sheet, setSheet } = usePanels();
  const start = useRef<number | null>(null);
  const height = selection && sheet === 'peek' ? 'half' : sheet;
  return (
    <section className={styles.sheet} data-height={height} aria-label={t('app.details')}>
      <button
        type="button"
        className={styles.handle}
        aria-label={t(height === 'peek' ? 'app.panel.expand' : 'app.panel.collapse')}
        aria-expanded={height !== 'peek'}
        onPointerDown={(event) => {
          start.current = event.clientY;
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerUp={(event) => {
          const moved = event.clientY - (start.current ?? event.clientY);
          if (Math.abs(moved) > swipe) setSheet(moved < 0 ? taller[height] : lower[height]);
        }}
        onClick={(event) => {
          const moved = Math.abs(event.clientY - (start.current ?? event.clientY));
          if (moved <= swipe) setSheet(height === 'peek' ? 'half' : 'peek');
        }}
      />
      {selection ? (
        <div className={styles.panelContent}>
          <Drawer selection={selection} />
        </div>
      ) : (
        <>
          <PanelTabs isShown={height !== 'peek'} />
          {height !== 'peek' && <PanelContent />}
        </>
      )}
    </section>
  );
}
