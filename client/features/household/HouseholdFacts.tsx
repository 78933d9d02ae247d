import { Flag } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Bounds, Position } from '../../../shared/geo.ts';
import type { Dossier } from '../../../shared/household.ts';
import { useMapDescription } from '../../api/area.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { useOpen } from '../../map/useOpen.ts';
import { Aside, Facts, NameLink } from '../../ui/Card.tsx';
import { Personal } from '../../ui/Personal.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import { useMapState } from '../../url/mapState.ts';

/** Who heads it, where it belongs and who answers for it, and what the house is. */
export function HouseholdFacts({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { villagerGroup } = dossier;
  const rows = [
    { label: t(dossier.kind === 'shop' ? 'household.shopName' : 'household.head'), value: <Head dossier={dossier} /> },
    { label: t('household.belongs'), value: <Belonging dossier={dossier} /> },
    ...useLeadRows(dossier),
    { label: t('household.member'), value: <LinkedMember dossier={dossier} /> },
    { label: t('household.house'), value: <HouseWords dossier={dossier} /> },
  ];
  if (villagerGroup !== null) {
    rows.push({
      label: t('household.villagerGroup'),
      value: <>{t('household.villagerGroupOf', { number: villagerGroup })}</>,
    });
  }
  return <Facts rows={rows} />;
}

function Head({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { sex } = useLabels();
  const head = dossier.people.find((person) => person.isHead);
  if (dossier.kind === 'shop' && dossier.name) return dossier.name;
  if (!head) return <Aside>{t('household.noHead')}</Aside>;
  const words = [head.sex ? sex[head.sex] : '', head.age === null ? '' : t('household.age', { age: head.age })];
  return (
    <>
      <Personal text={head.name} /> <Aside>{words.filter(Boolean).join(' · ')}</Aside>
    </>
  );
}

function Belonging({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const open = useOpen();
  if (dossier.zones.length === 0) return <Aside>{t('household.noZone')}</Aside>;
  return dossier.zones.map((zone, index) => (
    <Fragment key={zone.id}>
      {index > 0 ? <Aside> › </Aside> : null}
      <NameLink onClick={() => open({ kind: 'zone', countyCode: dossier.countyCode, id: zone.id })}>
        {zone.name}
      </NameLink>
    </Fragment>
  ));
}

/** One row per zone, innermost first: its lead with phone, or that there is none. */
function useLeadRows(dossier: Dossier) {
  const [language] = useLanguage();
  const levels = useMapDescription()?.zoneLevels ?? [];
  return dossier.zones.toReversed().map((zone) => {
    const level = levels.find((each) => each.level === zone.level && each.countyCode === dossier.countyCode);
    const title = language === 'zh' ? level?.leadTitleZh : level?.leadTitleEn;
    return { label: title ?? zone.name, value: <Lead zone={zone} /> };
  });
}

function Lead({ zone }: { zone: Dossier['zones'][number] }) {
  const { t } = useTranslation();
  if (!zone.leadName) return <Tag tone="danger">{t('household.vacant')}</Tag>;
  return (
    <>
      {zone.leadName} <Aside>{zone.leadPhone}</Aside>
    </>
  );
}

function LinkedMember({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const open = useOpen();
  const [{ layers }, change] = useMapState();
  const { member, countyCode, position } = dossier;
  if (!member) return <Aside>{t('household.noMember')}</Aside>;
  const show = (where: Position | Bounds | null) => {
    if (!layers.link.on) change({ layers: { ...layers, link: { ...layers.link, on: true } } });
    open({ kind: 'member', countyCode, id: member.personId }, where);
  };
  return (
    <>
      <NameLink onClick={() => show(null)}>
        <Personal text={member.name} />
      </NameLink>{' '}
      <Aside>{member.phone}</Aside>
      <br />
      <Aside>
        {t('household.memberSince', { day: day(member.since) })}
        {' · '}
        {t('household.memberLoad', { count: member.households })}
      </Aside>
      <br />
      <NameLink onClick={() => show(around(position, member.position))}>
        <Flag size={13} aria-hidden /> {t('household.showOnMap')}
      </NameLink>
    </>
  );
}

/** The bounds of two places, the one that is known, or null. */
function around(one: Position | null, other: Position | null): Bounds | Position | null {
  if (!one || !other) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[0], other[0]),
    Math.max(one[1], other[1]),
  ];
}

function HouseWords({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const { structure, builtYear, storeys, floorArea } = dossier;
  const words = [
    structure,
    builtYear === null ? '' : t('household.built', { year: builtYear }),
    storeys === null ? '' : t('household.storeys', { count: storeys }),
    floorArea === null ? '' : `${number(floorArea, 0)} m²`,
  ].filter(Boolean);
  return words.length === 0 ? <Aside>{t('household.noHouse')}</Aside> : words.join(' · ');
}
