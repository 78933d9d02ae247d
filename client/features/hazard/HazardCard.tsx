import { useQuery } from '@tanstack/react-query';
import { LocateFixed } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import {
  type HazardCard as HazardCardData,
  type HazardSeverity,
  hazardSeverities,
  isOpen,
} from '../../../shared/hazard.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo, useOpen } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Card, Facts, NameLink, None } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import { DueText } from '../../ui/DueText.tsx';
import { HazardMark } from '../../ui/HazardMark.tsx';
import { FigureTile } from '../../ui/KeyFigure.tsx';
import { Section } from '../../ui/Panel.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { useFormat } from '../../ui/useFormat.ts';
import type { Selection } from '../../url/mapState.ts';
import styles from './hazard.module.css';
import { LoopStepper } from './LoopStepper.tsx';

/** A hazard: how bad, how far along, who answers for it and who lives beside it. */
export function HazardCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.hazard.get.queryOptions({ countyCode, id }));
  useArrival(selection, query.data && { where: query.data.position });
  return <CardOf query={query}>{(hazard) => <HazardDetails hazard={hazard} />}</CardOf>;
}

function HazardDetails({ hazard }: { hazard: HazardCardData }) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const { hazardSeverity, hazardCategory } = useLabels();
  const severity = hazardSeverities.find((each): each is HazardSeverity => each === hazard.severity) ?? 4;
  return (
    <Card
      kicker={
        <>
          <HazardMark severity={severity} faded={!isOpen(hazard.state)} />
          {t('hazard.number', { number: hazard.number })}
        </>
      }
      title={hazard.title}
      tags={
        <>
          <Tag>{t('hazard.severity', { severity, name: hazardSeverity[severity] })}</Tag>
          <Tag>{hazardCategory[hazard.category]}</Tag>
        </>
      }
      actions={
        <Button onClick={() => goTo(hazard.position)}>
          <LocateFixed size={16} aria-hidden />
          {t('ui.showOnMap')}
        </Button>
      }
      footer={<CardFooter updatedAt={hazard.updatedAt} />}
    >
      <LoopStepper state={hazard.state} />
      <HazardFacts hazard={hazard} />
      <Section title={t('hazard.nearby')}>
        <div className={styles.tiles}>
          <FigureTile label={t('hazard.households')} value={count(hazard.householdsNearby)} />
          <FigureTile label={t('hazard.keyPersons')} value={count(hazard.keyPersonsNearby)} />
        </div>
      </Section>
      <Section title={t('hazard.description')}>
        {hazard.description ? (
          <p className={styles.description}>{hazard.description}</p>
        ) : (
          <None>{t('hazard.noDescription')}</None>
        )}
      </Section>
    </Card>
  );
}

function HazardFacts({ hazard }: { hazard: HazardCardData }) {
  const { t } = useTranslation();
  const { day, ago, today } = useFormat();
  const open = useOpen();
  const { zone, countyCode } = hazard;
  const responsible = zone ? (
    <>
      <NameLink onClick={() => open({ kind: 'zone', countyCode, id: zone.id })}>{zone.name}</NameLink>{' '}
      {zone.leadName ? <Aside>{zone.leadName}</Aside> : <Tag tone="danger">{t('hazard.vacant')}</Tag>}
    </>
  ) : (
    <Aside>{t('hazard.noZone')}</Aside>
  );
  const due = hazard.closedAt ? (
    t('hazard.closedOn', { day: day(hazard.closedAt) })
  ) : (
    <>
      {hazard.dueOn ? `${day(hazard.dueOn)} ` : null}
      <DueText state={hazard.state} dueOn={hazard.dueOn} today={today} />
    </>
  );
  return (
    <Facts
      rows={[
        { label: t('hazard.due'), value: due },
        {
          label: t('hazard.reported'),
          value: (
            <>
              {day(hazard.reportedAt)} <Aside>{ago(hazard.reportedAt)}</Aside>
            </>
          ),
        },
        { label: t('hazard.zone'), value: responsible },
        { label: t('hazard.shape'), value: t(`hazard.shape.${hazard.shape}`) },
      ]}
    />
  );
}
