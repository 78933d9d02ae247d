import type { TFunction } from 'i18next';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Gap, gapKinds, stepToGap } from '../../../../shared/gaps.ts';
import type { Bounds, Position } from '../../../../shared/geo.ts';
import { rowById } from '../../../api/columnLookups.ts';
import { goTo } from '../../../map/useOpen.ts';
import controls from '../controls.module.css';
import { thingName, zoneName } from '../names.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import { gapsNow } from './gapSets.ts';
import { PieceList } from './PieceList.tsx';
import styles from './select.module.css';
import { boundsOfRows } from './targets.ts';

/** What needs attention, counted by kind, and the way from one to the next. */
export function GapStepper({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const gap = useReassignStore((store) => store.gap);
  const { draft, register } = now;
  const gaps = useMemo(() => gapsNow(draft, register), [draft, register]);
  const counts = gapKinds
    .map((kind) => ({ kind, count: gaps.filter((each) => each.kind === kind).length }))
    .filter(({ count }) => count > 0);
  return (
    <section className={styles.gaps} aria-label={t('reassign.gaps')}>
      <div className={shared.sectionHead}>
        <h3 className={shared.sectionTitle}>{t('reassign.gapsCount', { count: gaps.length })}</h3>
        <span className={styles.stepper}>
          <button
            type="button"
            className={controls.step}
            aria-label={t('reassign.gapPrevious')}
            title={`${t('reassign.gapPrevious')} (Shift+N)`}
            disabled={gaps.length === 0}
            onClick={() => stepGap(now, -1)}
          >
            <ChevronLeft size={16} aria-hidden />
          </button>
          <button
            type="button"
            className={controls.step}
            aria-label={t('reassign.gapNext')}
            title={`${t('reassign.gapNext')} (N)`}
            disabled={gaps.length === 0}
            onClick={() => stepGap(now, 1)}
          >
            <ChevronRight size={16} aria-hidden />
          </button>
        </span>
      </div>
      <p className={styles.gapKinds}>
        {counts.map(({ kind, count }) => (
          <span key={kind}>
            {t(`reassign.gap.${kind}`)} <b>{count}</b>
          </span>
        ))}
      </p>
      {gap ? (
        <p className={styles.gapNow} role="status">
          <b>
            {gap.number}/{gap.count}
          </b>{' '}
          {gapText(now, gap.gap, t)}
        </p>
      ) : null}
      {gap?.gap.kind === 'scattered' ? <PieceList now={now} zoneId={gap.gap.id} /> : null}
    </section>
  );
}

function gapText(now: ReassignNow, { kind, id }: Gap, t: TFunction): string {
  const isHousehold = kind === 'noLane' || kind === 'noMember';
  const name = isHousehold ? thingName(now, { slot: 'lane', id }, t) : zoneName(now, id, t);
  const row = isHousehold ? null : now.draft.sheet.zone(id);
  const households = row?.after.households ?? 0;
  const pieces = row?.after.pieces ?? 0;
  return t(`reassign.gapText.${kind}`, { name, households, pieces });
}

/** Goes to one thing that needs attention, as the steps do. */
export function goToGap(now: ReassignNow, gap: Gap): void {
  const gaps = gapsNow(now.draft, now.register);
  const at = gaps.findIndex(({ kind, id }) => kind === gap.kind && id === gap.id);
  if (at < 0) return;
  useReassignStore.getState().setGap({ gap, number: at + 1, count: gaps.length });
  const where = placeOfGap(now, gap);
  if (where) goTo(where);
}

/** Goes to the next thing that needs attention, selects it when it is a household, and keeps its number. */
export function stepGap(now: ReassignNow, by: 1 | -1): void {
  const { gap, setGap, select } = useReassignStore.getState();
  const next = stepToGap(gapsNow(now.draft, now.register), gap, by);
  setGap(next);
  if (!next) return;
  const { kind, id } = next.gap;
  if ((kind === 'noLane' && now.slot === 'lane') || (kind === 'noMember' && now.slot === 'member')) select([id]);
  const where = placeOfGap(now, next.gap);
  if (where) goTo(where);
}

function placeOfGap({ register, draft }: ReassignNow, { kind, id }: Gap): Bounds | Position | null {
  const { household, zones } = register;
  if (kind !== 'noLane' && kind !== 'noMember') {
    const zone = zones.find((each) => each.id === id);
    return boundsOfRows(household, draft.sheet.rowsOf(id)) ?? zone?.bounds ?? zone?.position ?? null;
  }
  const row = rowById(household).get(id) ?? -1;
  const lng = household.lng[row] ?? Number.NaN;
  return Number.isNaN(lng) ? null : [lng, household.lat[row] ?? 0];
}
