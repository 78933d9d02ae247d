import { BoxSelect, Brush, Lasso, type LucideIcon, MousePointer2, Pentagon, Route } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Slot } from '../../../../shared/move.ts';
import { useIsTouch } from '../../../app/useIsSmall.ts';
import type { Combine } from '../../../map/drawing/pen.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { type Tool, tools, useReassignStore } from '../reassignStore.ts';
import { FilterMenu } from './FilterMenu.tsx';
import styles from './select.module.css';

const icons: Record<Tool, LucideIcon> = {
  point: MousePointer2,
  box: BoxSelect,
  lasso: Lasso,
  polygon: Pentagon,
  brush: Brush,
  street: Route,
};

/** One key each, for the hand that is not on the mouse. */
export const toolKeys: Record<Tool, string> = {
  point: 'V',
  box: 'B',
  lasso: 'L',
  polygon: 'P',
  brush: 'U',
  street: 'S',
};

const combines = ['replace', 'add', 'remove'] as const satisfies readonly Combine[];

/** How the tool in hand is used: pointing differs by what is given away, and fingers have no Shift. */
function hintOf(tool: Tool, slot: Slot, isTouch: boolean) {
  if (tool === 'point') return `reassign.toolHint.point.${slot}` as const;
  return isTouch ? (`reassign.toolHint.${tool}.touch` as const) : (`reassign.toolHint.${tool}` as const);
}

/** Ways to select on the map, and below them what else can be selected from. */
export function SelectTools({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { tool, setTool, combine, setCombine } = useReassignStore();
  const isTouch = useIsTouch();
  return (
    <section className={shared.section} aria-label={t('reassign.select')}>
      <div className={styles.toolRow} role="toolbar" aria-label={t('reassign.select')}>
        {tools.map((each) => {
          const Icon = icons[each];
          return (
            <button
              key={each}
              type="button"
              className={styles.tool}
              aria-pressed={each === tool}
              aria-keyshortcuts={toolKeys[each]}
              title={`${t(`reassign.tool.${each}`)} (${toolKeys[each]})`}
              onClick={() => setTool(each)}
            >
              <Icon size={18} aria-hidden />
              <span className={styles.toolName}>{t(`reassign.tool.${each}`)}</span>
              <span className={shared.toolKey} aria-hidden="true">
                {toolKeys[each]}
              </span>
            </button>
          );
        })}
      </div>
      {isTouch ? (
        <Segments
          label={t('reassign.combine')}
          segments={combines.map((value) => ({ value, word: t(`reassign.combine.${value}`) }))}
          value={combine}
          onChange={setCombine}
          className={lists.slots}
        />
      ) : null}
      <Hint>{t(hintOf(tool, now.slot, isTouch))}</Hint>
      <FilterMenu now={now} />
    </section>
  );
}
