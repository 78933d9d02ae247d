import { useQuery } from '@tanstack/react-query';
import { House, LocateFixed, MapPinPlus, Store } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Dossier } from '../../../shared/household.ts';
import { useMay } from '../../api/me.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo } from '../../map/useOpen.ts';
import { type Placement, usePlacement } from '../../map/usePlacement.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card, Notice } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import { Tag } from '../../ui/Tag.tsx';
import type { Selection } from '../../url/mapState.ts';
import { GlassBanner } from './GlassBanner.tsx';
import { GlassButton, RefusedCard } from './GlassOffer.tsx';
import { HistoryList } from './HistoryList.tsx';
import { HouseholdFacts } from './HouseholdFacts.tsx';
import styles from './household.module.css';
import { LookerList } from './LookerList.tsx';
import { NearbyHazards } from './NearbyHazards.tsx';
import { PeopleList } from './PeopleList.tsx';
import { VisitList } from './VisitList.tsx';

/** 一户一档: everything known of one household. */
export function HouseholdCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const mayGet = useMay('household.get');
  const query = useQuery(trpc.household.get.queryOptions({ countyCode, id }, { enabled: mayGet }));
  useArrival(selection, query.data && { where: query.data.position, villageCode: query.data.villageCode });
  const placement = usePlacement();
  if (!mayGet || (query.error && !query.data)) {
    return <RefusedCard selection={selection} error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {placement.overlay}
      <CardOf query={query}>{(dossier) => <DossierCard dossier={dossier} placement={placement} />}</CardOf>
    </>
  );
}

function DossierCard({ dossier, placement }: { dossier: Dossier; placement: Placement }) {
  const { t } = useTranslation();
  const { householdKind } = useLabels();
  const { position } = dossier;
  const mayPlace = useMay('household.place') && dossier.glassUntil === null;
  const Icon = dossier.kind === 'shop' ? Store : House;
  const place = () => placement.start(dossier);
  return (
    <Card
      kicker={
        <>
          <Icon size={14} aria-hidden />
          {householdKind[dossier.kind]} · {t('household.number', { number: dossier.number })}
        </>
      }
      title={dossier.address || t('household.noAddress')}
      tags={<CategoryTags dossier={dossier} />}
      actions={
        position ? (
          <>
            <Button onClick={() => goTo(position)}>
              <LocateFixed size={16} aria-hidden />
              {t('ui.showOnMap')}
            </Button>
            {mayPlace && <Button onClick={place}>{t('household.replace')}</Button>}
          </>
        ) : null
      }
      footer={<CardFooter updatedAt={dossier.updatedAt} />}
    >
      <HowMuch dossier={dossier} />
      {position ? null : (
        <Notice
          text={t('household.unplaced')}
          action={
            mayPlace && (
              <Button isPrimary onClick={place}>
                <MapPinPlus size={16} aria-hidden />
                {t('household.place')}
              </Button>
            )
          }
        />
      )}
      <HouseholdFacts dossier={dossier} />
      <PeopleList dossier={dossier} />
      <NearbyHazards dossier={dossier} />
      <VisitList dossier={dossier} />
      <HistoryList dossier={dossier} />
      <LookerList dossier={dossier} />
    </Card>
  );
}

/** That the file is open through the glass, or that it is masked and how it could be seen whole. */
function HowMuch({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation();
  const { glassUntil, levels, countyCode, id, address, number } = dossier;
  if (glassUntil) return <GlassBanner household={dossier} until={glassUntil} />;
  if (levels.name === 'full') return null;
  return (
    <div className={styles.masking}>
      {t('household.maskedNote')}
      <GlassButton countyCode={countyCode} id={id} name={address || number} />
    </div>
  );
}

function CategoryTags({ dossier }: { dossier: Dossier }) {
  const { keyPersonCategory } = useLabels();
  if (dossier.categories.length === 0) return null;
  return dossier.categories.map((category) => (
    <Tag key={category} tone="keyPerson">
      {keyPersonCategory[category]}
    </Tag>
  ));
}
