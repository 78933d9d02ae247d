import type { HouseholdItem } from '../../shared/household.ts';
import type { PickedPosition } from './mapStore.ts';

/** The household that is put on the map; a dossier is one. */
export type PlacedHousehold = Pick<HouseholdItem, 'id' | 'countyCode' | 'address' | 'number' | 'position'>;

/** How far the placing has come. */
export type PlacementStep =
  | { kind: 'idle' }
  | { kind: 'picking'; household: PlacedHousehold }
  | { kind: 'confirming'; household: PlacedHousehold; picked: PickedPosition }
  | { kind: 'done'; household: PlacedHousehold };
