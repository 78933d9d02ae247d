import { useQuery } from '@tanstack/react-query';
import { LocateFixed, Pencil } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isOpen, isOverdue } from '../../../shared/hazard.ts';
import type { HazardDetail } from '../../../shared/hazardRegister.ts';
import { kindNamed } from '../../../shared/hazardTree.ts';
import { useMe } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels, useLanguage } from '../../app/i18n.ts';
import { useReportStore } from '../../map/reportStore.ts';
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
import { EventList } from './EventList.tsx';
import styles from './hazard.module.css';
import { LoopStepper } from './LoopStepper.tsx';
import { PhotoPart } from './PhotoPart.tsx';
import { StepsPart } from './StepsPart.tsx';

/** A hazard: how bad, how far along, who answers for it and who lives beside it. */
export function HazardCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.hazard.get.queryOptions({ countyCode, id }));
  useArrival(selection, query.data && { where: query.data.position });
  return <CardOf query={query}>{(hazard) => <HazardDetails hazard={hazard} />}</CardOf>;
}

function HazardDetails({ hazard }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  const { count, today } = useFormat();
  const { hazardSeverity, hazardCategory } = useLabels();
  const [language] = useLanguage();
  const kind = kindNamed(useMe().settings.hazardTree, hazard.kind);
  const { severity } = hazard;
  const edit = useReportStore((store) => store.edit);
  return (
    <Card
      kicker={
        <>
          <HazardMark
            severity={severity}
            faded={!isOpen(hazard.state)}
            late={isOverdue(hazard.state, hazard.dueOn, today)}
          />
          {t('hazard.number', { number: hazard.number })}
        </>
      }
      title={hazard.title}
      tags={
        <>
          <Tag>{t('hazard.severity', { severity, name: hazardSeverity[severity] })}</Tag>
          <Tag>{[hazardCategory[hazard.category], kind?.[language]].filter(Boolean).join(' · ')}</Tag>
          {hazard.referredTo ? <Tag tone="accent">{t('hazard.referred')}</Tag> : null}
          {hazard.reopened > 0 ? (
            <Tag tone="danger">{t('hazard.reopenedTimes', { count: hazard.reopened })}</Tag>
          ) : null}
        </>
      }
      actions={
        <>
          <Button onClick={() => goTo(hazard.position)}>
            <LocateFixed size={16} aria-hidden />
            {t('ui.showOnMap')}
          </Button>
          {hazard.mayEdit && (
            <Button onClick={() => edit(hazard)}>
              <Pencil size={16} aria-hidden />
              {t('hazard.edit')}
            </Button>
          )}
        </>
      }
      footer={<CardFooter updatedAt={hazard.updatedAt} />}
    >
      <LoopStepper state={hazard.state} />
      <StepsPart hazard={hazard} />
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
      <PhotoPart hazard={hazard} />
      <EventList hazard={hazard} />
    </Card>
  );
}

function HazardFacts({ hazard }: { hazard: HazardDetail }) {
  const { t } = useTranslation();
  const { day, ago, today } = useFormat();
  const { hazardChannel } = useLabels();
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
        ...(hazard.reportedBy ? [{ label: t('hazard.reportedBy'), value: hazard.reportedBy }] : []),
        { label: t('hazard.zone'), value: responsible },
        {
          label: t('hazard.assignee'),
          value: hazard.assignee?.name || <Aside>{t('hazard.unassigned')}</Aside>,
        },
        ...(hazard.onTime === null
          ? []
          : [{ label: t('hazard.onTime'), value: t(hazard.onTime ? 'hazard.onTime.yes' : 'hazard.onTime.no') }]),
        ...(hazard.satisfied === null
          ? []
          : [
              {
                label: t('hazard.satisfied'),
                value: t(hazard.satisfied ? 'hazard.satisfied.yes' : 'hazard.satisfied.no'),
              },
            ]),
        {
          label: t('hazard.reach'),
          value: (
            <>
              {t('hazard.reachMetres', { count: hazard.reach })}{' '}
              <Aside>{t(hazard.reachIsOwn ? 'hazard.reachOwn' : 'hazard.reachUsual')}</Aside>
            </>
          ),
        },
        { label: t('hazard.channel'), value: hazardChannel[hazard.channel] },
        { label: t('hazard.shape'), value: t(`hazard.shape.${hazard.shape}`) },
      ]}
    />
  );
}
