import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../../shared/household.ts';
import { useLabels } from '../../app/i18n.ts';
import { useOpen } from '../../map/useOpen.ts';
import { NameLink, None } from '../../ui/Card.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Personal } from '../../ui/Personal.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { cadenceKey } from './history.ts';
import styles from './household.module.css';
import { IdNumber } from './IdNumber.tsx';

type Person = Dossier['people'][number];

/** Who lives there: head first, as the register orders them. */
export function PeopleList({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { people, kind } = dossier;
  return (
    <Section
      title={t(kind === 'shop' ? 'household.shopPeople' : 'household.people')}
      aside={t('ui.persons', { count: people.length })}
    >
      {people.length === 0 ? <None>{t('household.noPeople')}</None> : null}
      <ul className={styles.people}>
        {people.map((person) => (
          <PersonItem key={person.id} person={person} countyCode={dossier.countyCode} />
        ))}
      </ul>
    </Section>
  );
}

function PersonItem({ person, countyCode }: { person: Person; countyCode: string }) {
  const { t } = useTranslation();
  const { sex } = useLabels();
  const open = useOpen();
  const facts = [
    person.relation,
    person.sex ? sex[person.sex] : '',
    person.age === null ? '' : t('household.age', { age: person.age }),
  ];
  return (
    <li className={styles.person}>
      <span className={styles.avatar} data-sex={person.sex ?? ''} aria-hidden="true">
        {person.name.slice(0, 1)}
      </span>
      <div className={styles.personText}>
        <p className={styles.personHead}>
          {person.isPartyMember ? (
            <NameLink onClick={() => open({ kind: 'member', countyCode, id: person.id })}>
              <Personal text={person.name} />
            </NameLink>
          ) : (
            <span>
              <Personal text={person.name} />
            </span>
          )}
          {person.isPartyMember ? <span className={styles.badge}>{t('household.partyMember')}</span> : null}
          <span className={styles.personFacts}>{facts.filter(Boolean).join(' · ')}</span>
        </p>
        <PersonNumbers person={person} countyCode={countyCode} />
        {person.awayAt === null ? null : (
          <p className={styles.quiet}>{t('household.away', { place: person.awayAt })}</p>
        )}
        <CareTags person={person} />
      </div>
    </li>
  );
}

function PersonNumbers({ person, countyCode }: { person: Person; countyCode: string }) {
  const { t } = useTranslation();
  if (person.phone === null && person.idNumber === null) return null;
  return (
    <p className={styles.quiet}>
      {person.phone === null ? null : (
        <span>
          {t('household.phone')} <Personal text={person.phone} />
        </span>
      )}
      {person.idNumber === null ? null : (
        <IdNumber countyCode={countyCode} personId={person.id} name={person.name} masked={person.idNumber} />
      )}
    </p>
  );
}

function CareTags({ person }: { person: Person }) {
  const { t } = useTranslation();
  const { keyPersonCategory } = useLabels();
  if (person.categories.length === 0) return null;
  return (
    <ul className={styles.care}>
      {person.categories.map(({ category, visitEveryDays, needsHelpToMove, note }) => (
        <li key={category}>
          <Tag tone="keyPerson">{keyPersonCategory[category]}</Tag>
          <Tag tone="accent">{t(cadenceKey(visitEveryDays), { days: visitEveryDays })}</Tag>
          {needsHelpToMove ? <Tag tone="danger">{t('household.needsHelp')}</Tag> : null}
          {note ? <span className={styles.quietInline}>{note}</span> : null}
        </li>
      ))}
    </ul>
  );
}
