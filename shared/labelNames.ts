import type { AreaLevel } from './area.ts';
import type { AssetKind } from './asset.ts';
import type { BuildingKind, StreetKind } from './base.ts';
import type { EmergencyKind, Tick } from './evacuation.ts';
import type { HazardCategory, HazardChannel, HazardSeverity, HazardState } from './hazard.ts';
import type { DueClass } from './hazardFilter.ts';
import type { HazardStep } from './hazardLoop.ts';
import type { HouseholdKind } from './household.ts';
import type { InspectionState } from './inspection.ts';
import type { KeyPersonCategory } from './keyPerson.ts';
import type { LandformKind } from './landform.ts';
import type { Role } from './permissions.ts';
import type { Sex } from './person.ts';
import type { PlaceCategory } from './place.ts';
import type { SearchKind } from './search.ts';
import type { RegisterLayer } from './summary.ts';
import type { VisitKind, VisitOutcome } from './visit.ts';
import type { ZoneSize } from './zone.ts';

/** What every member of every enumeration is called. */
export type Labels = {
  areaLevel: Record<AreaLevel, string>;
  streetKind: Record<StreetKind, string>;
  buildingKind: Record<BuildingKind, string>;
  landformKind: Record<LandformKind, string>;
  keyPersonCategory: Record<KeyPersonCategory, string>;
  placeCategory: Record<PlaceCategory, string>;
  assetKind: Record<AssetKind, string>;
  hazardCategory: Record<HazardCategory, string>;
  hazardState: Record<HazardState, string>;
  hazardSeverity: Record<HazardSeverity, string>;
  hazardStep: Record<HazardStep, string>;
  hazardChannel: Record<HazardChannel, string>;
  hazardDue: Record<DueClass, string>;
  /** By `ageClass`: days since the report. */
  hazardAge: readonly [string, string, string, string, string];
  emergencyKind: Record<EmergencyKind, string>;
  tick: Record<Tick, string>;
  inspectionState: Record<InspectionState, string>;
  visitKind: Record<VisitKind, string>;
  visitOutcome: Record<VisitOutcome, string>;
  /** By `visitAgeClass`: days since the last visit. */
  visitAge: readonly [string, string, string, string, string];
  householdKind: Record<HouseholdKind, string>;
  sex: Record<Sex, string>;
  zoneSize: Record<ZoneSize, string>;
  registerLayer: Record<RegisterLayer, string>;
  searchKind: Record<SearchKind, string>;
  role: Record<Role, string>;
};
