import { useQuery } from '@tanstack/react-query';
import { Flag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Bounds } from '../../../shared/geo.ts';
import type { MemberCard as MemberCardData } from '../../../shared/household.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Card, Facts, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import { daysBetween, formatDistance } from '../../ui/format.ts';
import { HouseholdRow, KeyPersonTag } from '../../ui/HouseholdRows.tsx';
import { RowList } from '../../ui/ListRow.tsx';
import { Section } from '../../ui/Panel.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { type Selection, useMapState } from '../../url/mapState.ts';
import { boundsOf, type CaredHousehold, nearestFirst } from './distances.ts';
import { LoadBar } from './LoadBar.tsx';
import styles from './member.module.css';

/** A party member: how many households are in their care, how far away, and room for how many more. */
export function MemberCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.member.get.queryOptions({ countyCode, id }));
  useArrival(selection, query.data && { where: whereIs(query.data), villageCode: query.data.villageCode });
  return <CardOf query={query}>{(member) => <MemberDetails member={member} />}</CardOf>;
}

/** Round their home and the households in their care. */
function whereIs(member: MemberCardData): Bounds | null {
  return boundsOf([member.position, ...member.households.map((household) => household.position)]);
}

function MemberDetails({ member }: { member: MemberCardData }) {
  const { t } = useTranslation();
  const [{ layers }, change] = useMapState();
  const where = whereIs(member);
  const show = () => {
    if (!layers.link.on) change({ layers: { ...layers, link: { ...layers.link, on: true } } });
    if (where) goTo(where);
  };
  return (
    <Card
      kicker={
        <>
          <Flag size={14} aria-hidden />
          {t('member.title')}
        </>
      }
      title={member.name}
      actions={
        where ? (
          <Button onClick={show}>
            <Flag size={16} aria-hidden />
            {t('ui.showOnMap')}
          </Button>
        ) : null
      }
      footer={<CardFooter />}
    >
      <LoadBar count={member.households.length} capacity={member.capacity} />
      <MemberFacts member={member} />
      <CareList member={member} />
    </Card>
  );
}

function MemberFacts({ member }: { member: MemberCardData }) {
  const { t } = useTranslation();
  const { today } = useFormat();
  const { joinedOn } = member;
  const unknown = <Aside>{t('ui.unknown')}</Aside>;
  const joined = joinedOn
    ? t('member.joinedOn', { day: joinedOn, years: Math.floor(daysBetween(joinedOn, today) / 365.25) })
    : unknown;
  return (
    <Facts
      rows={[
        { label: t('member.phone'), value: member.phone ?? unknown },
        { label: t('member.joined'), value: joined },
      ]}
    />
  );
}

function CareList({ member }: { member: MemberCardData }) {
  const { t } = useTranslation();
  const cared = nearestFirst(member.position, member.households);
  const farthest = cared.findLast(({ metres }) => metres !== null)?.metres;
  const keyHouseholds = member.households.filter(({ categories }) => categories.length > 0).length;
  const words = [
    keyHouseholds > 0 ? t('member.keyHouseholds', { count: keyHouseholds }) : '',
    farthest ? t('member.farthest', { distance: formatDistance(farthest) }) : '',
  ];
  return (
    <Section title={t('member.households')} aside={words.filter(Boolean).join(' · ')}>
      {member.households.length === 0 ? <None>{t('member.none')}</None> : null}
      {member.position === null && member.households.length > 0 ? <None>{t('member.homeUnplaced')}</None> : null}
      <RowList label={t('member.households')}>
        {cared.map((each) => (
          <HouseholdRow key={each.household.id} household={each.household} aside={<CareAside cared={each} />} />
        ))}
      </RowList>
    </Section>
  );
}

function CareAside({ cared: { household, metres } }: { cared: CaredHousehold }) {
  const { t } = useTranslation();
  const where = household.position === null ? t('ui.notOnMap') : metres === null ? '' : formatDistance(metres);
  return (
    <span className={styles.careAside}>
      <KeyPersonTag household={household} />
      {where}
    </span>
  );
}
