import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Emergency, Evacuation } from '../../../shared/evacuation.ts';
import { partsOf } from './calls.ts';
import styles from './emergency.module.css';
import { useShelterNames } from './useShelterNames.ts';

/** The call-down list on paper, for when the network and the light are gone: a part a lane lead, a line a household, boxes to tick. */
export function PrintSheet({ emergency, rows }: { emergency: Emergency; rows: readonly Evacuation[] }) {
  const { t } = useTranslation();
  const shelters = useShelterNames(emergency);
  const call = (person: { name: string; phone: string | null } | null) =>
    person ? [person.name, person.phone].filter(Boolean).join(' ') : '';
  return createPortal(
    <section className={styles.sheet} aria-hidden="true">
      <h1>{emergency.name}</h1>
      <p>
        {t('emergency.sheetFacts', emergency)} ·{' '}
        {t('emergency.safeOf', { safe: emergency.safe, all: emergency.households })}
      </p>
      <table>
        <thead>
          <tr>
            <th>{t('emergency.household')}</th>
            <th>{t('emergency.persons')}</th>
            <th>{t('emergency.needHelp')}</th>
            <th>{t('emergency.shelter')}</th>
            <th>{t('emergency.duty.fetchedBy')}</th>
            <th>{t('emergency.tick.acknowledged')}</th>
            <th>{t('emergency.tick.onTheWay')}</th>
            <th>{t('emergency.tick.safe')}</th>
          </tr>
        </thead>
        {partsOf(rows).map((part) => (
          <tbody key={part.lead?.id ?? 0}>
            <tr>
              <th colSpan={8} scope="rowgroup">
                {part.lead ? `${t('emergency.duty.laneLead')} ${call(part.lead)}` : t('emergency.noLead')}
                {' · '}
                {t('emergency.callCount', { count: part.rows.length })}
              </th>
            </tr>
            {part.rows.map((row) => (
              <tr key={row.id}>
                <td>{[row.address || row.number, row.headName, row.headPhone].filter(Boolean).join(' ')}</td>
                <td>{row.persons}</td>
                <td>{row.needHelp || ''}</td>
                <td>{shelters.get(row.shelterId ?? 0) ?? t('emergency.noShelter')}</td>
                <td>{call(row.fetchedBy)}</td>
                {(['acknowledged', 'onTheWay', 'safe'] as const).map((tick) => (
                  <td key={tick}>{row[tick] ? '☑' : '☐'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>,
    document.body,
  );
}
