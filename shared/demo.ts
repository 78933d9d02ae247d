import { type Role, roles } from './permissions.ts';

/** The password of every demo account. They exist only beside the invented village, where there is nothing to protect. */
export const demoPassword = 'cuntu-demo-2026';

/** One demo account for each role, under the role's own name. */
export const demoUsernames = {
  countyAnalyst: 'county',
  townOfficial: 'town',
  villageOfficial: 'village',
  gridLead: 'grid',
  laneLead: 'lane',
  partyMember: 'member',
  reporter: 'reporter',
  administrator: 'admin',
} as const satisfies Record<DemoRole, string>;

export const demoRoles = roles;
export type DemoRole = Role;
