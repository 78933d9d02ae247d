import { z } from 'zod';
import { areaCodeSchema, countyCodeSchema } from './area.ts';
import { positionSchema } from './geo.ts';
import { hazardCategories, hazardStates } from './hazard.ts';
import { keyPersonCategories } from './keyPerson.ts';
import { fieldLevels, personalFields } from './permissions.ts';
import { sexes } from './person.ts';
import { visitKinds, visitOutcomes } from './visit.ts';

export const householdKinds = ['home', 'shop'] as const;
export type HouseholdKind = (typeof householdKinds)[number];

/** Names any row of a county. */
export const rowRefSchema = z.object({ countyCode: countyCodeSchema, id: z.number().int().positive() });
export type RowRef = z.infer<typeof rowRefSchema>;

export const householdItemSchema = z.object({
  id: z.number(),
  countyCode: z.string(),
  villageCode: z.string(),
  number: z.string(),
  kind: z.enum(householdKinds),
  address: z.string(),
  /** Of the head; of a shop its own name. */
  name: z.string(),
  persons: z.number(),
  laneName: z.string().nullable(),
  categories: z.array(z.enum(keyPersonCategories)),
  position: positionSchema.nullable(),
});
export type HouseholdItem = z.infer<typeof householdItemSchema>;

export const householdPageSchema = z.object({ total: z.number(), items: z.array(householdItemSchema) });
export type HouseholdPage = z.infer<typeof householdPageSchema>;

const pageSchema = z.object({
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(20).default(20),
});
const rowIdSchema = z.number().int().positive();

/** Households by name, of a zone and the zones in it, or in the care of a party member; a page at a time. */
export const householdListInputSchema = z.union([
  pageSchema.extend({ countyCode: countyCodeSchema, ids: z.array(rowIdSchema).max(10_000) }),
  pageSchema.extend({ countyCode: countyCodeSchema, zoneId: rowIdSchema }),
  pageSchema.extend({ countyCode: countyCodeSchema, memberId: rowIdSchema }),
]);
export type HouseholdListInput = z.infer<typeof householdListInputSchema>;

/** Households of an area that have no position yet, a page at a time; `text` keeps those with it in address, number or name. */
export const unplacedInputSchema = pageSchema.extend({
  areaCode: areaCodeSchema,
  text: z.string().trim().max(60).default(''),
});

const zoneRefSchema = z.object({
  id: z.number(),
  level: z.string(),
  name: z.string(),
  leadName: z.string().nullable(),
  leadPhone: z.string().nullable(),
});

/** 一户一档: everything known of one household. Identity and phone numbers arrive masked. */
export const dossierSchema = householdItemSchema.extend({
  /** How much of each personal field is shown, so that what is hidden can say so. */
  levels: z.record(z.enum(personalFields), z.enum(fieldLevels)),
  /** Until when it is open through the glass; null for those in charge. */
  glassUntil: z.string().nullable(),
  buildingId: z.number().nullable(),
  villagerGroup: z.number().nullable(),
  structure: z.string(),
  builtYear: z.number().nullable(),
  storeys: z.number().nullable(),
  floorArea: z.number().nullable(),
  /** The zones it belongs to, outermost first. */
  zones: z.array(zoneRefSchema),
  member: z
    .object({
      personId: z.number(),
      name: z.string(),
      phone: z.string().nullable(),
      since: z.string(),
      households: z.number(),
      position: positionSchema.nullable(),
    })
    .nullable(),
  people: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      sex: z.enum(sexes).nullable(),
      age: z.number().nullable(),
      relation: z.string(),
      isHead: z.boolean(),
      isPartyMember: z.boolean(),
      phone: z.string().nullable(),
      idNumber: z.string().nullable(),
      awayAt: z.string().nullable(),
      categories: z.array(
        z.object({
          category: z.enum(keyPersonCategories),
          visitEveryDays: z.number(),
          needsHelpToMove: z.boolean(),
          note: z.string(),
        }),
      ),
    }),
  ),
  visits: z.array(
    z.object({
      id: z.number(),
      visitedAt: z.string(),
      kind: z.enum(visitKinds),
      outcome: z.enum(visitOutcomes),
      note: z.string(),
      visitorName: z.string().nullable(),
    }),
  ),
  visitCount: z.number(),
  hazards: z.array(
    z.object({
      id: z.number(),
      number: z.string(),
      title: z.string(),
      category: z.enum(hazardCategories),
      severity: z.number(),
      state: z.enum(hazardStates),
      dueOn: z.string().nullable(),
      /** Metres from the house. */
      distance: z.number(),
    }),
  ),
  history: z.array(
    z.object({
      id: z.number(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
    }),
  ),
  updatedAt: z.string(),
});
export type Dossier = z.infer<typeof dossierSchema>;

/** An identity number in full. */
export const revealInputSchema = z.object({ countyCode: countyCodeSchema, personId: rowIdSchema });
export const revealedSchema = z.object({ idNumber: z.string().nullable() });

/** Putting a household on the map: at its building when one is named, else at the position. */
export const placeHouseholdSchema = rowRefSchema.extend({
  buildingId: z.number().int().positive().nullable(),
  position: positionSchema,
});
export type PlaceHousehold = z.infer<typeof placeHouseholdSchema>;

/** The household as it now is, and the county's sequence number of the write. */
export const placedHouseholdSchema = z.object({ household: householdItemSchema, seq: z.number() });

/** A party member and the households in their care. */
export const memberCardSchema = z.object({
  personId: z.number(),
  countyCode: z.string(),
  villageCode: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  joinedOn: z.string().nullable(),
  capacity: z.number(),
  position: positionSchema.nullable(),
  households: z.array(householdItemSchema),
});
export type MemberCard = z.infer<typeof memberCardSchema>;

/** Party members of an area: how many households each has in their care and can have, and where each lives. */
export const memberListInputSchema = z.object({ areaCode: areaCodeSchema });
export const memberSummarySchema = memberCardSchema
  .pick({ personId: true, countyCode: true, name: true, capacity: true, position: true })
  .extend({ households: z.number().int() });
export type MemberSummary = z.infer<typeof memberSummarySchema>;
