import type { area } from '../../drizzle/schema/area.ts';
import type { building, landform, relief, street } from '../../drizzle/schema/base.ts';
import type { change } from '../../drizzle/schema/change.ts';
import type { hazard } from '../../drizzle/schema/hazard.ts';
import type { hazardEvent } from '../../drizzle/schema/hazardEvent.ts';
import type { household, householdLink, keyPerson, partyMember, person } from '../../drizzle/schema/household.ts';
import type { inspection, inspectionPlan } from '../../drizzle/schema/inspection.ts';
import type { asset, place } from '../../drizzle/schema/place.ts';
import type { journalEntry, visit } from '../../drizzle/schema/visit.ts';
import type { zone, zoneLevel } from '../../drizzle/schema/zone.ts';
import type { zoneLead } from '../../drizzle/schema/zoneLead.ts';
import type { sealedIdNumber, sealedPhone } from '../../server/seal/person.ts';

type SealedColumns = ReturnType<typeof sealedIdNumber> & ReturnType<typeof sealedPhone>;

/** Rows whose ids the demo gives out itself, so that they can name each other. */
type Numbered<Row> = Row & { id: number };

export type AreaRow = typeof area.$inferInsert;
type ZoneLevelRow = typeof zoneLevel.$inferInsert;
export type StreetRow = Numbered<typeof street.$inferInsert>;
export type BuildingRow = Numbered<typeof building.$inferInsert>;
export type LandformRow = Numbered<typeof landform.$inferInsert>;
export type ReliefRow = Numbered<typeof relief.$inferInsert>;
export type ZoneRow = Numbered<typeof zone.$inferInsert>;
export type ZoneLeadRow = Numbered<typeof zoneLead.$inferInsert>;
export type HouseholdRow = Numbered<typeof household.$inferInsert>;
/** The numbers of a person are sealed on their way into the database. */
export type PersonRow = Numbered<Omit<typeof person.$inferInsert, keyof SealedColumns>> & {
  idNumber: string | null;
  phone: string | null;
};
export type PartyMemberRow = typeof partyMember.$inferInsert;
export type HouseholdLinkRow = Numbered<typeof householdLink.$inferInsert>;
export type KeyPersonRow = Numbered<typeof keyPerson.$inferInsert>;
export type PlaceRow = Numbered<typeof place.$inferInsert>;
export type AssetRow = Numbered<typeof asset.$inferInsert>;
export type HazardRow = Numbered<typeof hazard.$inferInsert>;
export type HazardEventRow = Numbered<typeof hazardEvent.$inferInsert>;
export type InspectionPlanRow = Numbered<typeof inspectionPlan.$inferInsert>;
export type InspectionRow = Numbered<typeof inspection.$inferInsert>;
export type VisitRow = Numbered<typeof visit.$inferInsert>;
export type JournalEntryRow = Numbered<typeof journalEntry.$inferInsert>;
export type ChangeRow = typeof change.$inferInsert;

/** Everything the demo puts into a database, table by table. */
export type Demo = {
  areas: AreaRow[];
  zoneLevels: ZoneLevelRow[];
  streets: StreetRow[];
  buildings: BuildingRow[];
  landforms: LandformRow[];
  reliefs: ReliefRow[];
  zones: ZoneRow[];
  households: HouseholdRow[];
  persons: PersonRow[];
  zoneLeads: ZoneLeadRow[];
  partyMembers: PartyMemberRow[];
  householdLinks: HouseholdLinkRow[];
  keyPersons: KeyPersonRow[];
  places: PlaceRow[];
  assets: AssetRow[];
  hazards: HazardRow[];
  hazardEvents: HazardEventRow[];
  inspectionPlans: InspectionPlanRow[];
  inspections: InspectionRow[];
  visits: VisitRow[];
  journalEntries: JournalEntryRow[];
  changes: ChangeRow[];
};
