import { createHash } from 'node:crypto';
import {
  type Action,
  actionRoles,
  exactPositionRoles,
  type FieldLevel,
  type FieldLevels,
  glassFields,
  moreOf,
  type PersonalField,
  type Role,
  roleFields,
  roleMay,
} from '../../shared/permissions.ts';
import { type CodeRange, covers, mergeRanges, rangeOf } from '../../shared/reach.ts';

/** A role somebody holds today, and the rows it is held for. */
export type Holding = { role: Role; reach: HoldingReach };
export type HoldingReach =
  | { kind: 'area'; areaCode: string }
  | { kind: 'zone'; villageCode: string; zoneId: number; zones: number[]; above: number[]; households: number[] }
  | { kind: 'links'; villageCode: string; zones: number[]; households: number[] }
  /** Opened through the glass, for a while. */
  | { kind: 'glass'; villageCode: string; households: number[] };

/** Where a row lies, for a question about one's right to it: the code of its village, or of its county if it is in none. */
export type Whereabouts = { areaCode: string; householdId?: number; zoneId?: number | null };

export type Who = { accountId: string; actor: string; action?: string; address?: string };

/** Who asks, and how far their duty reaches. Made anew for every request. */
export class Scope {
  readonly accountId: string;
  /** What the logs say of them. */
  readonly actor: string;
  readonly holdings: readonly Holding[];
  /** Where the ground is shown, and where the people on it are. */
  readonly ground: readonly CodeRange[];
  readonly people: readonly CodeRange[];
  /** Where the logs may be read. */
  readonly audit: readonly CodeRange[];
  /** Where key people are shown where they live. */
  readonly exact: readonly CodeRange[];
  /** Zones held whole; `zonesSeen` adds those around them and around single households. */
  readonly zones: readonly number[];
  readonly zonesSeen: readonly number[];
  readonly households: readonly number[];
  /** People of those households. */
  readonly persons: readonly number[];

  /** What they are doing and where from, for the logs. */
  readonly action: string;
  readonly address: string;

  constructor(who: Who, holdings: readonly Holding[], persons: readonly number[] = []) {
    this.accountId = who.accountId;
    this.actor = who.actor;
    this.action = who.action ?? '';
    this.address = who.address ?? '';
    this.holdings = holdings;
    this.ground = mergeRanges(holdings.map(({ reach }) => rangeOf(areaOf(reach))));
    this.people = this.areasOf('household.list');
    this.audit = this.areasOf('audit.see');
    this.exact = areasHeld(holdings, exactPositionRoles);
    this.zones = unique(holdings.flatMap(({ reach }) => (reach.kind === 'zone' ? reach.zones : [])));
    this.zonesSeen = unique(
      holdings.flatMap(({ reach }) => {
        if (reach.kind === 'zone') return [...reach.zones, ...reach.above];
        return reach.kind === 'links' ? reach.zones : [];
      }),
    );
    this.households = unique(holdings.flatMap(({ reach }) => ('households' in reach ? reach.households : [])));
    this.persons = persons;
  }

  /** The same, doing something that the logs will name. */
  during(action: string): Scope {
    const { accountId, actor, address } = this;
    return new Scope({ accountId, actor, address, action }, this.holdings, this.persons);
  }

  /** Whether any of their roles does this at all. */
  may(action: Action): boolean {
    return this.holdings.some((holding) => holds(holding, action));
  }

  /** Whether one of their roles does this to a row that lies there. */
  mayAt(action: Action, where: Whereabouts): boolean {
    return this.holdings.some((holding) => holds(holding, action) && reaches(holding.reach, where));
  }

  /** Their roles whose reach holds a row that lies there. */
  rolesAt(where: Whereabouts): Role[] {
    return this.holdings.filter(({ reach }) => reach.kind !== 'glass' && reaches(reach, where)).map(({ role }) => role);
  }

  /** How much of a personal field they are shown of somebody who lives there. */
  level(field: PersonalField, where: Whereabouts): FieldLevel {
    return this.holdings
      .filter(({ reach }) => reaches(reach, where))
      .map((holding) => fieldsOf(holding)[field])
      .reduce(moreOf, 'none');
  }

  levels(where: Whereabouts): FieldLevels {
    const of = (field: PersonalField) => this.level(field, where);
    return {
      name: of('name'),
      phone: of('phone'),
      idNumber: of('idNumber'),
      diagnosis: of('diagnosis'),
      note: of('note'),
    };
  }

  /** Whether they are told where exactly a key person lives. */
  isExactAt(where: Whereabouts): boolean {
    return this.holdings.some(
      ({ role, reach }) => (reach.kind === 'glass' || exactPositionRoles.includes(role)) && reaches(reach, where),
    );
  }

  /** Areas, and single households, of whose people a field is shown as far as a level or further. */
  shownAtLeast(level: FieldLevel, field: PersonalField): { ranges: CodeRange[]; households: number[] } {
    const shown = this.holdings.map((holding) => ({ ...holding, level: fieldsOf(holding)[field] }));
    const full = shown.filter((holding) => moreOf(holding.level, level) === holding.level);
    return {
      ranges: mergeRanges(full.flatMap(({ reach }) => (reach.kind === 'area' ? [rangeOf(reach.areaCode)] : []))),
      households: unique(full.flatMap(({ reach }) => ('households' in reach ? reach.households : []))),
    };
  }

  /** Whether they reach people whose key people they are shown near their lane only. */
  get seesPeopleCoarsely(): boolean {
    return this.people.some(({ low, high }) => !this.exact.some((own) => own.low <= low && own.high >= high));
  }

  /** The areas held by the roles that an action is for. */
  areasOf(action: Action): CodeRange[] {
    return areasHeld(this.holdings, actionRoles[action]);
  }

  /** Names what of the ground they see, so that tiles made for one are served to whoever sees the same, and to nobody else. */
  get tileKey(): string {
    return digest([this.ground, this.people, this.zonesSeen]);
  }

  /** The same for the rows of people. */
  get rowsKey(): string {
    return digest([this.people, this.exact, this.zones, this.households, this.accountId]);
  }
}

function digest(seen: unknown): string {
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url').slice(0, 12);
}

function holds({ role, reach }: Holding, action: Action): boolean {
  return reach.kind === 'glass' ? action === 'household.get' : roleMay(role, action);
}

function fieldsOf({ role, reach }: Holding): FieldLevels {
  return reach.kind === 'glass' ? glassFields : roleFields[role];
}

function areaOf(reach: HoldingReach): string {
  return reach.kind === 'area' ? reach.areaCode : reach.villageCode;
}

function areasHeld(holdings: readonly Holding[], roles: readonly Role[]): CodeRange[] {
  return mergeRanges(
    holdings.flatMap(({ role, reach }) =>
      reach.kind === 'area' && roles.includes(role) ? [rangeOf(reach.areaCode)] : [],
    ),
  );
}

function reaches(reach: HoldingReach, { areaCode, householdId, zoneId }: Whereabouts): boolean {
  if (reach.kind === 'area') return covers([rangeOf(reach.areaCode)], areaCode);
  if (householdId !== undefined) return reach.households.includes(householdId);
  if (reach.kind === 'zone' && zoneId !== undefined && zoneId !== null) return reach.zones.includes(zoneId);
  return false;
}

function unique(ids: readonly number[]): number[] {
  return [...new Set(ids)].sort((a, b) => a - b);
}
