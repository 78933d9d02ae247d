import { z } from 'zod';

/** Who works with the register, from the county down to who sends in a photograph. */
export const roles = [
  'countyAnalyst',
  'townOfficial',
  'villageOfficial',
  'gridLead',
  'laneLead',
  'partyMember',
  'reporter',
  'administrator',
] as const;
export const roleSchema = z.enum(roles);
export type Role = z.infer<typeof roleSchema>;

/** What a grant of a role is given for: a whole area, a zone, or the households linked to the account's own person. */
export type Reach = 'area' | 'zone' | 'links';
export const reachOf: Record<Role, Reach> = {
  countyAnalyst: 'area',
  townOfficial: 'area',
  villageOfficial: 'area',
  gridLead: 'zone',
  laneLead: 'zone',
  partyMember: 'links',
  reporter: 'area',
  administrator: 'area',
};

const everybody = roles;
const responsible = ['villageOfficial', 'gridLead', 'laneLead', 'partyMember'] as const;
const officials = ['countyAnalyst', 'townOfficial', 'villageOfficial'] as const;
const staff = [...officials, 'gridLead', 'laneLead'] as const;
const workers = [...staff, 'partyMember'] as const;

/**
 * The one matrix: which roles may do what. Every procedure and route names the action it stands for; the rows an action
 * reaches are those of the areas, zones and links that the roles listed for it were granted for.
 */
export const actionRoles = {
  /** The ground without people: tiles, places, borders of areas, what the map is made of. */
  'map.see': everybody,
  'place.see': everybody,
  'asset.see': staff,
  'zone.see': staff,
  'summary.see': staff,
  'search.use': everybody,
  /** Households by position, number and size; names as far as the role may know them. */
  'household.list': workers,
  /** One household whole, with the people in it; every look is recorded. */
  'household.get': ['townOfficial', ...responsible],
  /** An identity number in full, one person at a time. */
  'household.reveal': ['villageOfficial'],
  'household.place': ['villageOfficial', 'gridLead', 'laneLead'],
  'keyPerson.see': workers,
  'member.see': workers,
  'hazard.see': [...workers, 'reporter'],
  'hazard.report': [...workers, 'reporter'],
  'hazard.edit': [...officials, 'gridLead', 'laneLead'],
  /** Taking any step of the loop; which ones is said by `hazardLoop` with the actions below. */
  'hazard.advance': [...workers, 'reporter'],
  'hazard.verify': [...officials, 'gridLead'],
  'hazard.assign': [...officials, 'gridLead'],
  'hazard.refer': officials,
  'hazard.rectify': ['townOfficial', 'villageOfficial', 'gridLead', 'laneLead'],
  'hazard.recheck': [...officials, 'gridLead'],
  'hazard.close': officials,
  'hazard.rate': [...officials, 'gridLead', 'laneLead'],
  'hazard.reopen': [...officials, 'gridLead'],
  /** Files with exactly the rows of a list. */
  'hazard.export': staff,
  /** Who is in danger, where, and who goes first. */
  'triage.see': staff,
  'inspection.see': workers,
  'inspection.do': ['townOfficial', ...responsible],
  'inspection.manage': officials,
  /** 防汛: starting and ending an emergency, and whose households leave for where. */
  'emergency.lead': officials,
  'emergency.see': workers,
  'emergency.tick': workers,
  /** 方案: seen by whom it concerns, drafted by who answers for the zones, decided on by somebody else above or beside. */
  'plan.see': [...officials, 'gridLead'],
  'plan.draft': ['villageOfficial', 'gridLead'],
  'plan.approve': ['townOfficial', 'villageOfficial'],
  'plan.publish': ['townOfficial', 'villageOfficial'],
  /** Zones made, split, merged, ended and given other borders. */
  'zone.change': ['villageOfficial'],
  /** Leads appointed and relieved. */
  'zone.lead': ['townOfficial', 'villageOfficial'],
  /** 应急查看: a household beyond one's right, for a stated reason and half an hour. */
  'glass.open': staff,
  /** Who looked through the glass below one's own place. */
  'glass.review': officials,
  'audit.see': [...officials, 'administrator'],
  'notice.own': everybody,
  'account.own': everybody,
  'account.manage': ['administrator'],
  'setting.manage': ['administrator'],
  /** What holds of hazards in a county: their kinds, days and reaches, and what is urgent. */
  'hazard.rules': ['countyAnalyst', 'administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type Action = keyof typeof actionRoles;

export function roleMay(role: Role, action: Action): boolean {
  const allowed: readonly Role[] = actionRoles[action];
  return allowed.includes(role);
}

/** How much of a personal field somebody is shown. */
export const fieldLevels = ['none', 'masked', 'full'] as const;
export type FieldLevel = (typeof fieldLevels)[number];

export const personalFields = ['name', 'phone', 'idNumber', 'diagnosis', 'note'] as const;
export type PersonalField = (typeof personalFields)[number];
export type FieldLevels = Record<PersonalField, FieldLevel>;

const nothing: FieldLevels = { name: 'none', phone: 'none', idNumber: 'none', diagnosis: 'none', note: 'none' };
const inCharge: FieldLevels = { name: 'full', phone: 'full', idNumber: 'masked', diagnosis: 'full', note: 'full' };

/**
 * What each role is shown of the people it reaches. `diagnosis` is the reason somebody is 重点人群: masked, an illness
 * or disability shows as `undisclosed` only. `note` is free text about them: visits, journal, register entries.
 */
export const roleFields: Record<Role, FieldLevels> = {
  countyAnalyst: { ...nothing, name: 'masked', diagnosis: 'masked' },
  townOfficial: { ...nothing, name: 'masked', phone: 'masked', idNumber: 'masked', diagnosis: 'masked' },
  villageOfficial: inCharge,
  gridLead: inCharge,
  laneLead: inCharge,
  partyMember: { ...inCharge, idNumber: 'none', diagnosis: 'masked' },
  reporter: nothing,
  administrator: nothing,
};

/** What a look through the glass shows. */
export const glassFields: FieldLevels = inCharge;
export const glassMinutes = 30;

/** Who is told where exactly a key person lives; everybody else gets the middle of the zone. */
export const exactPositionRoles: readonly Role[] = responsible;

/** The higher of two levels. */
export function moreOf(a: FieldLevel, b: FieldLevel): FieldLevel {
  return fieldLevels.indexOf(a) >= fieldLevels.indexOf(b) ? a : b;
}

/** 张*: the surname stays, whatever the length of the given name; one character alone is hidden. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return name === '' ? '' : `${Array.from(name).length > 1 ? first : ''}*`;
}

/** The roles above one, nearest first: who is told when it breaks the glass. */
export const superiorRoles: Record<Role, readonly Role[]> = {
  laneLead: ['villageOfficial', 'townOfficial', 'countyAnalyst'],
  gridLead: ['villageOfficial', 'townOfficial', 'countyAnalyst'],
  partyMember: ['villageOfficial', 'townOfficial', 'countyAnalyst'],
  villageOfficial: ['townOfficial', 'countyAnalyst'],
  townOfficial: ['countyAnalyst'],
  countyAnalyst: ['countyAnalyst'],
  reporter: ['villageOfficial'],
  administrator: ['administrator'],
};
