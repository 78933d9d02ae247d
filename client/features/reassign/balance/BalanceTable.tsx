import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BalanceRow, worstFirst } from '../../../../shared/balance.ts';
import { zoneSize } from '../../../../shared/zone.ts';
import { Segments } from '../../../ui/Segments.tsx';
import { TextButton } from '../../../ui/TextButton.tsx';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import { holderName } from '../names.ts';
import { OperationButton } from '../OperationButton.tsx';
import styles from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import { useLocks } from '../useLocks.ts';
import { BalanceRowView, MemberRowView } from './BalanceRowView.tsx';
import { MapKey } from './MapKey.tsx';

const scopes = ['touched', 'inBreach', 'all'] as const;
type Scope = (typeof scopes)[number];

/** Rows that are drawn at first; a village has some 160 zones, and the worst come first. */
const firstRows = 60;

/** Every zone the plan and the selection touch, before and after, at all levels, worst first. */
export function BalanceTable({ now }: { now: ReassignNow }) {
  if (now.slot === 'member') return <MemberTable now={now} />;
  return <ZoneTable now={now} />;
}

function ZoneTable({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const [scope, setScope] = useState<Scope>('touched');
  const [isWhole, setWhole] = useState(false);
  const { touched, inBreach, all } = useZoneRows(now);
  const { lockAllOperation } = useLocks(now);
  const rows = { touched, inBreach, all };
  const shown = rows[scope];
  return (
    <section className={styles.section} aria-label={t('reassign.balance')}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{t('reassign.balance')}</h3>
        <Segments
          isSmall
          label={t('reassign.scopes')}
          segments={scopes.map((value) => ({
            value,
            word: t(`reassign.scope.${value}`, { count: rows[value].length }),
          }))}
          value={scope}
          onChange={setScope}
        />
      </div>
      <MapKey now={now} />
      {scope === 'all' || now.locks.length > 0 ? (
        <div className={controls.lockAll}>
          {now.locks.length > 0 ? <span>{t('reassign.lockedCount', { count: now.locks.length })}</span> : null}
          <OperationButton operation={lockAllOperation()} />
        </div>
      ) : null}
      {shown.length === 0 ? (
        <p className={lists.none}>{t(`reassign.scopeNone.${scope}`)}</p>
      ) : (
        <table className={lists.balance}>
          <BalanceHead name={t('reassign.column.zone')} />
          <tbody>
            {shown.slice(0, isWhole ? shown.length : firstRows).map((row) => (
              <BalanceRowView key={row.zoneId} row={row} now={now} />
            ))}
          </tbody>
        </table>
      )}
      {shown.length > firstRows && !isWhole ? (
        <TextButton onClick={() => setWhole(true)}>{t('reassign.showAll', { count: shown.length })}</TextButton>
      ) : null}
    </section>
  );
}

function useZoneRows({ draft, preview, register }: ReassignNow): Record<Scope, readonly BalanceRow[]> {
  const { sheet } = draft;
  return useMemo(() => {
    const previewed = new Map(preview.zones.map((row) => [row.zoneId, row]));
    const every = register.zones.flatMap(({ id }) => previewed.get(id) ?? sheet.zone(id) ?? []);
    const all = worstFirst(every, sheet.limitsOf);
    const inBreach = all.filter(({ after, level }) => zoneSize(after.households, sheet.limitsOf(level)) !== 'within');
    return { touched: preview.zones, inBreach, all };
  }, [sheet, preview.zones, register.zones]);
}

function BalanceHead({ name }: { name: string }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th scope="col">{name}</th>
        <th scope="col">{t('reassign.column.households')}</th>
        <th scope="col">{t('reassign.column.people')}</th>
        <th scope="col">{t('reassign.column.keyPeople')}</th>
        <th scope="col">{t('reassign.column.walking')}</th>
      </tr>
    </thead>
  );
}

function MemberTable({ now }: { now: ReassignNow }) {
  const { t } = useTranslation();
  const { members, draft, preview, target } = now;
  const [scope, setScope] = useState<Scope>('touched');
  const chosen = target === null ? null : draft.sheet.member(target);
  const touched =
    chosen && !preview.members.some(({ memberId }) => memberId === chosen.memberId)
      ? [chosen, ...preview.members]
      : preview.members;
  const known = new Set(touched.map(({ memberId }) => memberId));
  const others = members.flatMap(({ personId }) => (known.has(personId) ? [] : (draft.sheet.member(personId) ?? [])));
  const all = [...touched, ...others];
  // Whoever has the most beyond what they can take comes first.
  const over = all
    .filter(({ after, capacity }) => after > capacity)
    .sort((one, other) => other.after - other.capacity - (one.after - one.capacity) || one.memberId - other.memberId);
  const scopeRows = { touched, inBreach: over, all };
  const rows = scopeRows[scope];
  return (
    <section className={styles.section} aria-label={t('reassign.balanceMembers')}>
      <div className={styles.sectionHead}>
        <h3 className={styles.sectionTitle}>{t('reassign.balanceMembers')}</h3>
        <Segments
          isSmall
          label={t('reassign.scopes')}
          segments={scopes.map((value) => ({
            value,
            word: t(`reassign.scope.${value}`, { count: scopeRows[value].length }),
          }))}
          value={scope}
          onChange={setScope}
        />
      </div>
      <MapKey now={now} />
      {rows.length === 0 ? (
        <p className={lists.none}>{t(`reassign.scopeNone.${scope}`)}</p>
      ) : (
        <table className={lists.balance}>
          <thead>
            <tr>
              <th scope="col">{t('reassign.column.member')}</th>
              <th scope="col">{t('reassign.column.linked')}</th>
              <th scope="col">{t('reassign.column.capacity')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <MemberRowView key={row.memberId} row={row} name={holderName(now, 'member', row.memberId, t)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
