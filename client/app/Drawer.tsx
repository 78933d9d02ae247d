import { type ComponentType, lazy } from 'react';
import { CloseButton } from '../ui/Panel.tsx';
import { type Selection, type SelectionKind, useMapState } from '../url/mapState.ts';
import styles from './app.module.css';
import { Boundary } from './Boundary.tsx';

const HouseholdCard = lazy(() =>
  import('../features/household/HouseholdCard.tsx').then((module) => ({ default: module.HouseholdCard })),
);
const HouseholdsCard = lazy(() =>
  import('../features/household/HouseholdsCard.tsx').then((module) => ({ default: module.HouseholdsCard })),
);
const ZoneCard = lazy(() => import('../features/zone/ZoneCard.tsx').then((module) => ({ default: module.ZoneCard })));
const HazardCard = lazy(() =>
  import('../features/hazard/HazardCard.tsx').then((module) => ({ default: module.HazardCard })),
);
const PlaceCard = lazy(() =>
  import('../features/place/PlaceCard.tsx').then((module) => ({ default: module.PlaceCard })),
);
const AssetCard = lazy(() =>
  import('../features/asset/AssetCard.tsx').then((module) => ({ default: module.AssetCard })),
);
const MemberCard = lazy(() =>
  import('../features/member/MemberCard.tsx').then((module) => ({ default: module.MemberCard })),
);

const cards: Record<SelectionKind, ComponentType<{ selection: Selection }>> = {
  household: HouseholdCard,
  households: HouseholdsCard,
  zone: ZoneCard,
  hazard: HazardCard,
  place: PlaceCard,
  asset: AssetCard,
  member: MemberCard,
};

/** The card of what is selected. */
export function Drawer({ selection }: { selection: Selection }) {
  const Card = cards[selection.kind];
  const [, change] = useMapState();
  return (
    <>
      <div className={styles.close}>
        <CloseButton onClose={() => change({ selection: null })} />
      </div>
      <Boundary key={`${selection.kind}.${selection.countyCode}.${selection.id}`}>
        <Card selection={selection} />
      </Boundary>
    </>
  );
}
