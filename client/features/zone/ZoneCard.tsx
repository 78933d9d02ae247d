import { useQuery } from '@tanstack/react-query';
import { LocateFixed, Shapes } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ZoneCard as ZoneCardData, ZoneLevel } from '../../../shared/zone.ts';
import { useMapDescription } from '../../api/area.ts';
import { useHouseholdPages } from '../../api/householdPages.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLanguage } from '../../app/i18n.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo, useOpen } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Card, Facts, NameLink, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import { formatPercent } from '../../ui/format.ts';
import { HouseholdRows } from '../../ui/HouseholdRows.tsx';
import { FigureTile } from '../../ui/KeyFigure.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Selection } from '../../url/mapState.ts';
import { ChildZones } from './ChildZones.tsx';
import { SizeGauge } from './SizeGauge.tsx';
import { ZoneRecords } from './ZoneRecords.tsx';
import styles from './zone.module.css';

/** A grid, a lane or any other zone: its size, its lead, what is done in it and what lies in it. */
export function ZoneCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.zone.get.queryOptions({ countyCode, id }));
  useArrival(
    selection,
    query.data && { where: query.data.bounds ?? query.data.position, villageCode: query.data.villageCode },
  );
  return <CardOf query={query}>{(zone) => <ZoneDetails key={zone.id} zone={zone} />}</CardOf>;
}

function ZoneDetails({ zone }: { zone: ZoneCardData }) {
  const { t } = useTranslation();
  const [language] = useLanguage();
  const levels = useMapDescription()?.zoneLevels ?? [];
  const level = levels.find((each) => each.level === zone.level && each.countyCode === zone.countyCode);
  const where = zone.bounds ?? zone.position;
  return (
    <Card
      kicker={
        <>
          <Shapes size={14} aria-hidden />
          {language === 'zh' ? level?.nameZh : level?.nameEn}
        </>
      }
      title={zone.name}
      tags={
        zone.leadName === null ? (
          <Tag tone="danger">{t('zone.vacantLead', { title: leadTitle(level, language) })}</Tag>
        ) : null
      }
      actions={
        where ? (
          <Button onClick={() => goTo(where)}>
            <LocateFixed size={16} aria-hidden />
            {t('ui.showOnMap')}
          </Button>
        ) : null
      }
      footer={<CardFooter />}
    >
      {where ? null : <None>{t('zone.notOnMap')}</None>}
      {level ? <SizeGauge households={zone.households} level={level} /> : null}
      <ZoneFigures zone={zone} />
      <ZoneFacts zone={zone} level={level} />
      <ChildZones zone={zone} levels={levels} />
      <ZoneHouseholds zone={zone} />
      <ZoneRecords zone={zone} />
    </Card>
  );
}

function leadTitle(level: ZoneLevel | undefined, language: 'zh' | 'en'): string {
  return (language === 'zh' ? level?.leadTitleZh : level?.leadTitleEn) ?? '';
}

function ZoneFigures({ zone }: { zone: ZoneCardData }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const whole = count(zone.households);
  const { householdsLinked, householdsVisitedThisQuarter, households, openHazards } = zone;
  return (
    <div className={styles.tiles}>
      <FigureTile
        label={t('zone.linked')}
        value={formatPercent(householdsLinked, households)}
        note={t('zone.ofHouseholds', { part: count(householdsLinked), whole })}
      />
      <FigureTile
        label={t('zone.visited')}
        value={formatPercent(householdsVisitedThisQuarter, households)}
        note={t('zone.ofHouseholds', { part: count(householdsVisitedThisQuarter), whole })}
      />
      <FigureTile
        label={t('zone.openHazards')}
        value={count(openHazards)}
        tone={openHazards > 0 ? 'danger' : 'plain'}
      />
    </div>
  );
}

function ZoneFacts({ zone, level }: { zone: ZoneCardData; level: ZoneLevel | undefined }) {
  const { t } = useTranslation();
  const { day } = useFormat();
  const [language] = useLanguage();
  const open = useOpen();
  const { parentId, parentName, countyCode } = zone;
  const rows = [
    {
      label: leadTitle(level, language) || t('zone.lead'),
      value: <Lead zone={zone} since={zone.leadSince && day(zone.leadSince)} />,
    },
    { label: t('zone.persons'), value: <>{t('ui.persons', { count: zone.persons })}</> },
    { label: t('zone.keyPersons'), value: <>{t('ui.persons', { count: zone.keyPersons })}</> },
  ];
  if (parentId !== null && parentName !== null) {
    rows.push({
      label: t('zone.parent'),
      value: <NameLink onClick={() => open({ kind: 'zone', countyCode, id: parentId })}>{parentName}</NameLink>,
    });
  }
  return <Facts rows={rows} />;
}

function Lead({ zone, since }: { zone: ZoneCardData; since: string | null }) {
  const { t } = useTranslation();
  if (zone.leadName === null) return <Tag tone="danger">{t('zone.vacant')}</Tag>;
  const words = [zone.leadPhone, since ? t('zone.since', { day: since }) : ''];
  return (
    <>
      {zone.leadName} <Aside>{words.filter(Boolean).join(' · ')}</Aside>
    </>
  );
}

function ZoneHouseholds({ zone }: { zone: ZoneCardData }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const pages = useHouseholdPages({ countyCode: zone.countyCode, zoneId: zone.id });
  return (
    <Section title={t('zone.list')} aside={count(zone.households)}>
      <HouseholdRows pages={pages} label={t('zone.list')} none={<None>{t('zone.listNone')}</None>} />
    </Section>
  );
}
