import { type SQL, sql } from 'drizzle-orm';
import type { Action, PersonalField } from '../../../shared/permissions.ts';
import type { SearchKind } from '../../../shared/search.ts';
import type { Scope } from '../../auth/scope.ts';
import { inRanges } from '../../db/area.ts';
import { bounds, position } from '../../db/geometry.ts';
import { anyId } from '../../db/ids.ts';
import type { FingerprintKind } from '../../seal/key.ts';
import { fingerprints } from '../../seal/keyring.ts';
import { anyOf, containing, inShortName, type Match, numbered, spelled } from './match.ts';
import type { Term } from './term.ts';

/** How one kind of thing is found and shown. `found` stands for the few rows that are listed. */
export type Source = {
  kind: SearchKind;
  table: SQL;
  /** Null when nothing of the kind can be meant by what was typed. */
  match: Match | null;
  alive: SQL;
  id: SQL;
  /** Rows with the same key are one result, such as the pieces of a street. */
  together?: SQL;
  order: SQL;
  joins: SQL;
  title: SQL;
  subtitle: SQL;
  position: SQL;
  bounds: SQL;
  code?: SQL;
};

const nothing = sql`null::json`;
const itself = (table: SQL) =>
  sql`join ${table} on ${table}.county_code = found.county_code and ${table}.id = found.id`;
const where = sql`concat_ws(' · ', nullif(village.name, ''), lane.name, nullif(household.address, ''))`;
const laneOfHousehold = sql`left join zone lane on lane.county_code = household.county_code and lane.id = household.lane_id`;

/** Whether the name of somebody of this household is shown in full. */
function isNamed(scope: Scope, village: SQL, householdId: SQL): SQL {
  return isAmong(scope.shownAtLeast('full', 'name'), village, householdId);
}

function isAmong({ ranges, households }: ReturnType<Scope['shownAtLeast']>, village: SQL, householdId: SQL): SQL {
  return sql`(${inRanges(village, ranges)} or ${anyId(householdId, households)})`;
}

function household(term: Term, scope: Scope): Source {
  const head = sql`case when ${isNamed(scope, sql`household.village_code`, sql`household.id`)} then head.name else left(head.name, 1) || '*' end`;
  const address = sql`replace(address, ' ', '')`;
  const door: Match = {
    condition: sql`(${address} like ${`%${term.number?.digits}号%`} and ${address} ~ ${`(^|[^0-9])${term.number?.digits}号`})`,
    rank: sql`1`,
  };
  const words = anyOf([
    containing(address, term),
    containing(sql`name`, term),
    spelled(sql`pinyin`, sql`initials`, term),
  ]);
  const bare = term.number?.prefix === '';
  return {
    kind: 'household',
    table: sql`household`,
    match: anyOf([numbered(sql`number`, term), bare ? door : words]),
    alive: sql`ended_at is null`,
    id: sql`id`,
    order: sql`number`,
    joins: sql`${itself(sql`household`)} ${laneOfHousehold}
      left join person head on head.county_code = household.county_code and head.household_id = household.id
        and head.is_head and head.ended_at is null`,
    title: sql`concat_ws(' ', household.number, coalesce(nullif(household.name, ''), ${head}))`,
    subtitle: where,
    position: position(sql`household.geometry`),
    bounds: nothing,
  };
}

/** Numbers of people are stored sealed, and found whole by their fingerprints; only where they are shown at least in part. */
function sealed(
  scope: Scope,
  field: PersonalField,
  column: SQL,
  kind: FingerprintKind,
  text: string | null,
): Match | null {
  if (text === null) return null;
  const mayKnow = isAmong(scope.shownAtLeast('masked', field), sql`village_code`, sql`household_id`);
  const hashes = fingerprints(kind, text).map((hash) => sql`${hash}::bytea`);
  return {
    // The counties are listed so that the indexes, which begin with the county, serve.
    condition: sql`(county_code = any(array(select county_code from county_sequence)) and ${column} in (${sql.join(hashes, sql`, `)}) and ${mayKnow})`,
    rank: sql`0`,
  };
}

/** Only people whose names may be known: to find somebody by name is to be told that they live there. */
function person(term: Term, scope: Scope): Source {
  const numbers = [
    sealed(scope, 'phone', sql`phone_last4_hash`, 'phoneLast4', term.phoneEnd),
    sealed(scope, 'phone', sql`phone_hash`, 'phone', term.phone),
    sealed(scope, 'idNumber', sql`id_number_hash`, 'idNumber', term.idNumber),
  ];
  const name = /\d/.test(term.plain) ? null : inShortName(sql`name`, term);
  return {
    kind: 'person',
    table: sql`person`,
    match: anyOf([term.letters === null ? name : spelled(sql`pinyin`, sql`initials`, term), ...numbers]),
    alive: sql`ended_at is null and household_id is not null and ${isNamed(scope, sql`village_code`, sql`household_id`)}`,
    id: sql`household_id`,
    together: sql`id`,
    order: sql`pinyin`,
    joins: sql`${itself(sql`household`)} ${laneOfHousehold}
      join person on person.county_code = found.county_code and person.id = found.together::bigint`,
    title: sql`person.name`,
    subtitle: where,
    position: position(sql`household.geometry`),
    bounds: nothing,
  };
}

function zone(term: Term): Source {
  return {
    kind: 'zone',
    table: sql`zone`,
    match: anyOf([containing(sql`name`, term), spelled(sql`pinyin`, sql`initials`, term)]),
    alive: sql`ended_at is null`,
    id: sql`id`,
    order: sql`village_code || lpad(number::text, 5, '0')`,
    joins: sql`${itself(sql`zone`)} left join zone parent on parent.county_code = zone.county_code and parent.id = zone.parent_id
      left join lateral (
        select st_extent(household.geometry) as shape from household
        where household.county_code = zone.county_code and household.lane_id = zone.id and household.ended_at is null
      ) homes on true`,
    title: sql`zone.name`,
    subtitle: sql`concat_ws(' · ', nullif(village.name, ''), parent.name)`,
    position: nothing,
    bounds: bounds(sql`coalesce(box3d(zone.geometry), box3d(homes.shape))`),
  };
}

function street(term: Term): Source {
  return {
    kind: 'street',
    table: sql`street`,
    match: anyOf([containing(sql`name`, term), spelled(sql`pinyin`, sql`initials`, term)]),
    alive: sql`name <> ''`,
    id: sql`id`,
    together: sql`concat_ws('/', county_code, village_code, name)`,
    order: sql`name`,
    joins: sql`${itself(sql`street`)} cross join lateral (
        select st_extent(piece.geometry) as shape from street piece
        where piece.county_code = street.county_code and piece.village_code is not distinct from street.village_code
          and piece.name = street.name
      ) whole`,
    title: sql`street.name`,
    subtitle: sql`coalesce(village.name, '')`,
    position: position(sql`st_pointonsurface(street.geometry)`),
    bounds: bounds(sql`whole.shape`),
  };
}

function place(term: Term): Source {
  return {
    kind: 'place',
    table: sql`place`,
    match: anyOf([containing(sql`name`, term), spelled(sql`pinyin`, sql`initials`, term)]),
    alive: sql`ended_at is null`,
    id: sql`id`,
    order: sql`name`,
    joins: itself(sql`place`),
    title: sql`place.name`,
    subtitle: sql`concat_ws(' · ', nullif(village.name, ''), nullif(place.address, ''))`,
    position: position(sql`place.geometry`),
    bounds: nothing,
  };
}

function hazard(term: Term): Source {
  return {
    kind: 'hazard',
    table: sql`hazard`,
    match: anyOf([
      numbered(sql`number`, term),
      containing(sql`title`, term),
      spelled(sql`pinyin`, sql`initials`, term),
    ]),
    alive: sql`true`,
    id: sql`id`,
    order: sql`number`,
    joins: itself(sql`hazard`),
    title: sql`concat_ws(' ', hazard.number, hazard.title)`,
    subtitle: sql`coalesce(village.name, '')`,
    position: position(sql`st_pointonsurface(hazard.geometry)`),
    bounds: sql`case when st_dimension(hazard.geometry) > 0 then ${bounds(sql`hazard.geometry`)} end`,
  };
}

function asset(term: Term): Source {
  return {
    kind: 'asset',
    table: sql`asset`,
    match: anyOf([containing(sql`name`, term), spelled(sql`pinyin`, sql`initials`, term)]),
    alive: sql`ended_at is null`,
    id: sql`id`,
    order: sql`name`,
    joins: itself(sql`asset`),
    title: sql`asset.name`,
    subtitle: sql`coalesce(village.name, '')`,
    position: position(sql`st_pointonsurface(asset.geometry)`),
    bounds: sql`case when st_dimension(asset.geometry) > 0 then ${bounds(sql`asset.geometry`)} end`,
  };
}

function area(term: Term): Source {
  const code: Match | null = /^\d{6,12}$/.test(term.plain)
    ? { condition: sql`code like ${`${term.plain}%`}`, rank: sql`case when code = ${term.plain} then 0 else 1 end` }
    : null;
  return {
    kind: 'area',
    table: sql`area`,
    match: anyOf([containing(sql`name`, term), spelled(sql`pinyin`, sql`initials`, term), code]),
    alive: sql`true`,
    id: sql`code::bigint`,
    order: sql`code`,
    joins: sql`join area on area.county_code = found.county_code and area.code = found.id::text
      left join area parent on parent.county_code = area.county_code and parent.code = area.parent_code`,
    title: sql`area.name`,
    subtitle: sql`coalesce(parent.name, '')`,
    position: nothing,
    bounds: bounds(sql`area.geometry`),
    code: sql`area.code`,
  };
}

/** Every kind that the scope may see, as it is looked for by a term. */
const actionOf = {
  household: 'household.list',
  person: 'household.list',
  zone: 'zone.see',
  place: 'place.see',
  street: 'map.see',
  hazard: 'hazard.see',
  asset: 'asset.see',
  area: 'map.see',
} as const satisfies Record<SearchKind, Action>;

export function sourcesFor(term: Term, scope: Scope): Source[] {
  return [household, person, zone, place, street, hazard, asset, area]
    .map((source) => source(term, scope))
    .filter(({ kind }) => scope.may(actionOf[kind]));
}
