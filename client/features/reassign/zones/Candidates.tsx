import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchResult } from '../../../../shared/search.ts';
import { leadAge } from '../../../../shared/zoneChange.ts';
import { useTRPC } from '../../../api/trpc.ts';
import { Hint } from '../../../ui/Hint.tsx';
import { Skeleton } from '../../../ui/states.tsx';
import controls from '../controls.module.css';
import lists from '../lists.module.css';
import shared from '../reassign.module.css';
import type { ReassignNow } from '../reassignNow.ts';
import styles from './zones.module.css';

type Person = { id: number; name: string };
type CandidatesProps = {
  now: ReassignNow;
  found: SearchResult;
  word: string;
  chosen: Person | null;
  onChoose: (person: Person) => void;
};

/** Households a search has found, and the people of the one that is opened, of whom one is chosen. */
export function Candidates({ now, found, word, chosen, onChoose }: CandidatesProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<number | null>(null);
  const homes = found.groups
    .filter(({ kind }) => kind === 'person' || kind === 'household')
    .flatMap(({ items }) => items)
    .filter(({ villageCode }) => villageCode === now.villageCode);
  const distinct = [...new Map(homes.map((home) => [home.id, home])).values()];
  if (distinct.length === 0) return <p className={lists.none}>{t('reassign.zones.appoint.none')}</p>;
  return (
    <ul className={lists.zoneList} key={word}>
      {distinct.map(({ id, title, subtitle }) => (
        <li key={id}>
          <button
            type="button"
            className={controls.target}
            aria-expanded={opened === id}
            onClick={() => setOpened(opened === id ? null : id)}
          >
            <span className={lists.targetTitle}>{title}</span>
            <span className={shared.targetFacts}>{subtitle}</span>
          </button>
          {opened === id ? (
            <People now={now} householdId={id} wanted={title} chosen={chosen} onChoose={onChoose} />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

type PeopleProps = {
  now: ReassignNow;
  householdId: number;
  /** The name that was found, whose bearer is chosen at once. */
  wanted: string;
  chosen: Person | null;
  onChoose: (person: Person) => void;
};

/** Nobody leads a zone before they are of age; somebody whose age is not known may be. */
function isGrown({ age }: { age: number | null }): boolean {
  return age === null || age >= leadAge;
}

/** Opening a household is on record, like every look at one. */
function People({ now, householdId, wanted, chosen, onChoose }: PeopleProps) {
  const { t } = useTranslation();
  const dossier = useQuery(useTRPC().household.get.queryOptions({ countyCode: now.countyCode, id: householdId }));
  const people = dossier.data?.people;
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    const namesakes = people?.filter((person) => person.name === wanted && isGrown(person)) ?? [];
    const [only] = namesakes;
    if (only && namesakes.length === 1) choose.current({ id: only.id, name: only.name });
  }, [people, wanted]);
  if (!people) return <Skeleton widths={[40, 36]} />;
  const grown = people.filter(isGrown);
  const leads = (id: number) => now.register.zones.filter(({ leadId }) => leadId === id).map(({ name }) => name);
  return (
    <div className={styles.people}>
      {grown.map(({ id, name, age, relation }) => (
        <label key={id} className={controls.wish}>
          <input
            type="radio"
            name="reassign-lead"
            checked={chosen?.id === id}
            onChange={() => onChoose({ id, name })}
          />
          {name}
          <span className={shared.targetFacts}>
            {[
              relation,
              age === null ? null : t('reassign.zones.age', { age }),
              leads(id).length === 0 ? null : t('reassign.zones.appoint.leads', { zones: leads(id).join('、') }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </label>
      ))}
      {people.length > grown.length ? (
        <Hint>{t('reassign.zones.appoint.young', { age: leadAge, count: people.length - grown.length })}</Hint>
      ) : null}
    </div>
  );
}
