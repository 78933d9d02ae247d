import { useQuery } from '@tanstack/react-query';
import { LocateFixed, MapPin } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PlaceCard as PlaceCardData } from '../../../shared/place.ts';
import { useTRPC } from '../../api/trpc.ts';
import { useLabels } from '../../app/i18n.ts';
import { useArrival } from '../../map/useArrival.ts';
import { goTo } from '../../map/useOpen.ts';
import { Button } from '../../ui/Button.tsx';
import { Aside, Card, Facts } from '../../ui/Card.tsx';
import { CardFooter } from '../../ui/CardFooter.tsx';
import { CardOf } from '../../ui/CardOf.tsx';
import type { Selection } from '../../url/mapState.ts';

/** 重点场所: where it is, whom to call and how many it takes in. */
export function PlaceCard({ selection }: { selection: Selection }) {
  const trpc = useTRPC();
  const { countyCode, id } = selection;
  const query = useQuery(trpc.place.get.queryOptions({ countyCode, id }));
  useArrival(selection, query.data && { where: query.data.position });
  return <CardOf query={query}>{(place) => <PlaceDetails place={place} />}</CardOf>;
}

function PlaceDetails({ place }: { place: PlaceCardData }) {
  const { t } = useTranslation();
  const { placeCategory } = useLabels();
  const unknown = <Aside>{t('ui.unknown')}</Aside>;
  const capacity = place.capacity === null ? null : t('place.capacityOf', { count: place.capacity });
  const rows = [
    { label: t('place.address'), value: place.address || unknown },
    { label: t('place.phone'), value: place.phone ? <Phone number={place.phone} /> : unknown },
    ...(capacity === null ? [] : [{ label: t('place.capacity'), value: capacity }]),
    ...(place.areaName === null ? [] : [{ label: t('place.area'), value: place.areaName }]),
    ...(place.source === null ? [] : [{ label: t('place.source'), value: <Aside>{place.source}</Aside> }]),
  ];
  return (
    <Card
      kicker={
        <>
          <MapPin size={14} aria-hidden />
          {placeCategory[place.category]}
        </>
      }
      title={place.name || placeCategory[place.category]}
      actions={
        <Button onClick={() => goTo(place.position)}>
          <LocateFixed size={16} aria-hidden />
          {t('ui.showOnMap')}
        </Button>
      }
      footer={<CardFooter updatedAt={place.updatedAt} />}
    >
      <Facts rows={rows} />
    </Card>
  );
}

/** A number that a phone can dial; masked ones cannot be. */
function Phone({ number }: { number: string }) {
  return number.includes('*') ? number : <a href={`tel:${number}`}>{number}</a>;
}
