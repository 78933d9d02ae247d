import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import {
  type LinksResult,
  type RepairResult,
  type Shortfall,
  type ShortfallCause,
  unreachedReasons,
} from '../../../../shared/suggest.ts';
import { formatDistance } from '../../../ui/format.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import { useMapState } from '../../../url/mapState.ts';
import { rowsOfIds } from '../draft.ts';
import { zoneName } from '../names.ts';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useReassignStore } from '../reassignStore.ts';
import styles from './suggest.module.css';
import type { Suggested } from './useSuggestion.ts';

/** How good a suggestion is: proved to be the best, or what stands in the way of a better one; `left` are still to be taken. */
export function Shortcomings({ now, suggested, left }: { now: ReassignNow; suggested: Suggested; left: number }) {
  const { t } = useTranslation();
  const { result, steps } = suggested;
  const isStale = (now.open?.plan.steps ?? 0) !== steps;
  return (
    <div className={styles.verdict} role="status">
      {suggested.kind === 'links' ? (
        <LinksVerdict result={suggested.result} />
      ) : (
        <RepairVerdict now={now} result={suggested.result} isWhole={suggested.kind === 'repairZones'} />
      )}
      {result.moves.length > 0 ? (
        <Hint>
          {t('reassign.suggest.moves', { count: result.moves.length, metres: formatDistance(result.metres) })}
        </Hint>
      ) : null}
      {isStale && result.moves.length > 0 ? (
        <Hint>{t(left === 0 ? 'reassign.suggest.allTaken' : 'reassign.suggest.stale')}</Hint>
      ) : null}
    </div>
  );
}

type RepairVerdictProps = { now: ReassignNow; result: RepairResult; isWhole: boolean };

function RepairVerdict({ now, result, isWhole }: RepairVerdictProps) {
  const { t } = useTranslation();
  const { shortfalls, left } = result;
  const { household } = now.register;
  const unplaced = rowsOfIds(now.register, left).filter((row) => Number.isNaN(household.lng[row] ?? Number.NaN)).length;
  return (
    <>
      {verdictLines(result, t).map((line) => (
        <p key={line}>{line}</p>
      ))}
      {shortfalls.length > 0 ? (
        <ul className={shared.shortfalls}>
          {shortfalls.map((shortfall) => (
            <li key={shortfall.zoneId}>{shortfallText(now, shortfall, isWhole, t)}</li>
          ))}
        </ul>
      ) : null}
      {unplaced > 0 ? <Hint>{t('reassign.suggest.left', { count: unplaced })}</Hint> : null}
      {left.length > unplaced ? (
        <Hint>{t('reassign.suggest.leftClosed', { count: left.length - unplaced })}</Hint>
      ) : null}
    </>
  );
}

/** Which zone stays how far beyond its limits, and what makes it so. */
function shortfallText(
  now: ReassignNow,
  { zoneId, kind, by, limit, because }: Shortfall,
  isWhole: boolean,
  t: TFunction,
) {
  const zone = zoneName(now, zoneId, t);
  const side = kind === 'over' ? 'Over' : 'Under';
  const causes = because.map((cause) => causeText(now, cause, side, limit, isWhole, t)).join(' ');
  return `${t(`reassign.suggest.short${side}`, { zone, by })}${t('reassign.suggest.colon')}${causes}`;
}

function causeText(
  now: ReassignNow,
  because: ShortfallCause,
  side: 'Over' | 'Under',
  limit: number,
  isWhole: boolean,
  t: TFunction,
): string {
  switch (because.kind) {
    case 'inner':
      return t(`reassign.suggest.because.inner${side}`, { ...because, limit });
    case 'village':
      return t(`reassign.suggest.because.village${side}`, {
        ...because,
        short: Math.abs(because.hold - because.households),
      });
    case 'locked':
      return t('reassign.suggest.because.locked', {
        zones: namesOf(now, because.zoneIds, t),
      });
    case 'conflict':
      return t(isWhole ? 'reassign.suggest.because.whole' : 'reassign.suggest.because.conflict');
  }
}

/** Zones that are named before the rest is only counted. */
const named = 4;

function namesOf(now: ReassignNow, ids: readonly number[], t: TFunction): string {
  const names = ids.slice(0, named).map((id) => zoneName(now, id, t));
  const rest = ids.length > named ? [t('reassign.andMore', { count: ids.length - named })] : [];
  return [...names, ...rest].join(t('reassign.suggest.and'));
}

function verdictLines({ status, moves, together }: RepairResult, t: TFunction): string[] {
  if (status === 'optimal' && moves.length === 0) return [t('reassign.suggest.fine')];
  if (status === 'infeasible' && moves.length === 0) return [t('reassign.suggest.infeasibleStill')];
  if (status === 'stopped' || !together) return [t(`reassign.suggest.${status}`)];
  const { fewest, apartBefore: before, apart: after } = together;
  const price = t(`reassign.suggest.${status}Together`, { fewest, moves: moves.length, before, after });
  return status === 'optimal' ? [price] : [price, t('reassign.suggest.infeasible')];
}

function LinksVerdict({ result }: { result: LinksResult }) {
  const { t } = useTranslation();
  const [, change] = useMapState();
  const { begin, select, setPage } = useReassignStore();
  const show = () => {
    begin('member');
    select(unreached.map(({ householdId }) => householdId));
    setPage('move');
    change({ slot: 'member', target: null });
  };
  const { status, moves, unreached } = result;
  const counts = unreachedReasons
    .map((reason) => ({ reason, count: unreached.filter((each) => each.reason === reason).length }))
    .filter(({ count }) => count > 0);
  return (
    <>
      <p>
        {t(
          moves.length === 0
            ? 'reassign.suggest.fineLinks'
            : status === 'optimal'
              ? 'reassign.suggest.optimalLinks'
              : 'reassign.suggest.stopped',
        )}
      </p>
      {unreached.length > 0 ? (
        <Hint>
          {t('reassign.suggest.unreached', { count: unreached.length })}{' '}
          {counts.map(({ reason, count }) => t(`reassign.suggest.unreached.${reason}`, { count })).join(' · ')}{' '}
          <TextButton onClick={show}>{t('reassign.suggest.selectUnreached')}</TextButton>
        </Hint>
      ) : null}
    </>
  );
}
