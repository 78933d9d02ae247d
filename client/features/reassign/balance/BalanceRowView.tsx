import type { TFunction } from 'i18next';
import { Lock, LockOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  type BalanceIssue,
  type BalanceRow,
  hardBreachesOf,
  hardLimit,
  type MemberRow,
} from '../../../../shared/balance.ts';
import { zoneSize } from '../../../../shared/zone.ts';
import { useMapStore } from '../../../map/mapStore.ts';
import { goTo } from '../../../map/useOpen.ts';
import { Silent } from '../../../ui/Hint.tsx';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { goToGap } from '../select/GapStepper.tsx';
import { useLocks } from '../useLocks.ts';
import styles from './balance.module.css';
import { LimitBar } from './LimitBar.tsx';

/** One zone: what it has before and after, against its limits, and what is wrong with it. */
export function BalanceRowView({ row, now }: { row: BalanceRow; now: ReassignNow }) {
  const { t } = useTranslation();
  const { zoneId, level, before, after, issues } = row;
  const zone = now.register.zones.find(({ id }) => id === zoneId);
  const limits = now.draft.sheet.limitsOf(level);
  const size = zoneSize(after.households, limits);
  const setHover = useMapStore((store) => store.setHover);
  const isHovered = useMapStore(({ hover }) => hover?.kind === 'zone' && hover.id === zoneId);
  const where = zone?.bounds ?? zone?.position ?? null;
  const light = (isLit: boolean) => setHover(isLit ? { kind: 'zone', countyCode: now.countyCode, id: zoneId } : null);
  return (
    <tr data-target={now.target === zoneId} data-lit={isHovered} data-outer={row.ordinal < now.draft.order.innermost}>
      <th scope="row">
        <div className={styles.zoneCell}>
          <button
            type="button"
            className={lists.zoneName}
            onClick={() => where && goTo(where)}
            onMouseEnter={() => light(true)}
            onMouseLeave={() => light(false)}
            onFocus={() => light(true)}
            onBlur={() => light(false)}
          >
            {zone?.name ?? t('reassign.zoneUnknown', { id: zoneId })}
          </button>
          <LockButton now={now} zoneId={zoneId} />
        </div>
        <Issues issues={issues} onScattered={() => goToGap(now, { kind: 'scattered', id: zoneId })} />
        {hardBreachesOf([row], [], now.draft.sheet.limitsOf).map(({ limit }) => (
          <HardIssue key={limit} limit={limit} />
        ))}
      </th>
      <td data-size={size}>
        <Change before={before.households} after={after.households} />
        <LimitBar before={before.households} after={after.households} limits={limits} />
      </td>
      <td>
        <Change before={before.people} after={after.people} />
      </td>
      <td>
        <Change before={before.keyPeople} after={after.keyPeople} />
      </td>
      <td>
        <Change before={Math.round(before.walking)} after={Math.round(after.walking)} />
      </td>
    </tr>
  );
}

/** Locked zones neither gain nor lose anything; the padlock is where one looks for the zone. */
function LockButton({ now, zoneId }: { now: ReassignNow; zoneId: number }) {
  const { t } = useTranslation();
  const { lockOperation } = useLocks(now);
  const { label, disabledReason, run } = lockOperation(zoneId);
  const isLocked = now.locked.has(zoneId);
  const Icon = isLocked ? Lock : LockOpen;
  return (
    <button
      type="button"
      className={lists.lock}
      aria-pressed={isLocked}
      aria-label={t('reassign.lock')}
      aria-disabled={disabledReason !== null}
      title={disabledReason ?? label}
      onClick={() => disabledReason === null && run()}
    >
      <Icon size={13} aria-hidden />
    </button>
  );
}

type IssuesProps = { issues: readonly BalanceIssue[]; onScattered: () => void };

/** What is wrong; that a zone is in pieces leads to them. */
function Issues({ issues, onScattered }: IssuesProps) {
  const { t } = useTranslation();
  if (issues.length === 0) return null;
  return (
    <span className={styles.issues}>
      {issues.map((issue) =>
        issue.kind === 'scattered' ? (
          <button key={issue.kind} type="button" className={styles.issue} onClick={onScattered}>
            {issueText(issue, t)}
          </button>
        ) : (
          <span key={issue.kind} className={styles.issue} data-kind={issue.kind}>
            {issueText(issue, t)}
          </span>
        ),
      )}
    </span>
  );
}

/** The plan itself takes it beyond what anybody may have. */
function HardIssue({ limit }: { limit: number }) {
  const { t } = useTranslation();
  return <span className={styles.hardIssue}>{t('reassign.issue.hard', { limit })}</span>;
}

function issueText(issue: BalanceIssue, t: TFunction): string {
  switch (issue.kind) {
    case 'under':
      return t('reassign.issue.under', { count: issue.by });
    case 'over':
      return t('reassign.issue.over', { count: issue.by });
    case 'scattered':
      return t('reassign.issue.scattered', { count: issue.pieces });
    case 'vacancy':
      return t('reassign.issue.vacancy');
  }
}

/** `22→18`, or the number alone when it stays. */
function Change({ before, after }: { before: number; after: number }) {
  const { t } = useTranslation();
  if (before === after) return <span className={lists.same}>{after}</span>;
  return (
    <span className={styles.change}>
      <Silent>{t('reassign.change', { before, after })}</Silent>
      <span aria-hidden="true">
        <span className={shared.was}>{before}→</span>
        <strong>{after}</strong>
      </span>
    </span>
  );
}

export function MemberRowView({ row, name }: { row: MemberRow; name: string }) {
  const { t } = useTranslation();
  const { before, after, capacity } = row;
  const limit = hardLimit(capacity);
  return (
    <tr>
      <th scope="row">
        {name}
        {after > capacity ? (
          <span className={styles.issues}>
            <span className={styles.issue}>{t('reassign.issue.over', { count: after - capacity })}</span>
          </span>
        ) : null}
        {after > limit && after > before ? <HardIssue limit={limit} /> : null}
      </th>
      <td data-size={after > capacity ? 'over' : 'within'}>
        <Change before={before} after={after} />
        <LimitBar before={before} after={after} limits={{ minHouseholds: 0, maxHouseholds: capacity }} />
      </td>
      <td>{capacity}</td>
    </tr>
  );
}
