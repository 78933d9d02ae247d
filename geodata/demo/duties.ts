import { ageOn } from '../../shared/person.ts';
import type { Calendar } from './calendar.ts';
import { distance, type Point } from './plane.ts';
import { itemAt, type Random, random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { HouseholdLinkRow, PartyMemberRow, PersonRow, ZoneLeadRow, ZoneRow } from './rows.ts';

export type Resident = { person: PersonRow; dwelling: Dwelling; age: number };
export type Links = { partyMembers: PartyMemberRow[]; links: HouseholdLinkRow[] };

/** Everybody who lives in a household, with age and door. */
export function residents(dwellings: Dwelling[], persons: PersonRow[], dates: Calendar): Resident[] {
  const byHousehold = new Map(dwellings.map((dwelling) => [dwelling.row.id, dwelling]));
  return persons.flatMap((person) => {
    const dwelling = byHousehold.get(person.householdId ?? 0);
    return dwelling ? [{ person, dwelling, age: ageOn(person.birthDate ?? dates.today, dates.today) }] : [];
  });
}

/**
 * Party members and the households in their care: runs of neighbours, each given to a member who lives among them,
 * so that about 93 of 100 households are looked after.
 */
export function linkHouseholds(
  village: string,
  dwellings: Dwelling[],
  people: Resident[],
  dates: Calendar,
  nextId: () => number,
): Links {
  const random = randomOf(`links ${village}`);
  const adults = people.filter(({ age, person }) => age >= 26 && age <= 84 && !person.awayAt);
  const wanted = Math.round(dwellings.length * 0.1135);
  const partyMembers = new Map<number, PartyMemberRow>();
  const links: HouseholdLinkRow[] = [];
  const covered = dwellings.filter(() => random.chance(0.932));
  const size = covered.length / wanted;
  let start = 0;
  for (let index = 0; index < wanted; index++) {
    const end =
      index === wanted - 1
        ? covered.length
        : Math.min(covered.length, Math.round((index + 1) * size + random.between(-2.4, 2.4)));
    const group = covered.slice(start, end);
    start = Math.max(start, end);
    const middle = group[Math.floor(group.length / 2)];
    if (!middle) continue;
    const member = nearestMember(adults, partyMembers, middle.door, random);
    partyMembers.set(member.person.id, {
      countyCode: member.person.countyCode,
      personId: member.person.id,
      villageCode: member.person.villageCode,
      joinedOn: dates.daysAgo(Math.round(random.between(1, Math.max(2, member.age - 21)) * 365)),
      capacity: random.weighted([
        [12, 6],
        [10, 3],
        [15, 1],
      ] as const),
      endedAt: null,
    });
    for (const { row } of group) {
      const since = random.whole(60, 1100);
      links.push({
        countyCode: row.countyCode,
        id: nextId(),
        villageCode: row.villageCode,
        householdId: row.id,
        memberId: member.person.id,
        fromOn: dates.daysAgo(since),
        toOn: null,
      });
    }
  }
  const members = [...partyMembers.keys()];
  const ended = random.shuffled(links).slice(0, Math.round(links.length * 0.025));
  for (const link of ended) {
    const before = Math.max(70, 1200 + random.whole(10, 400));
    links.push({
      ...link,
      id: nextId(),
      memberId: random.pick(members),
      fromOn: dates.daysAgo(before),
      toOn: link.fromOn,
    });
  }
  return { partyMembers: [...partyMembers.values()], links };
}

function nearestMember(adults: Resident[], taken: Map<number, unknown>, door: Point, random: Random): Resident {
  const near = adults
    .filter(({ person }) => !taken.has(person.id))
    .map((resident) => ({ resident, away: distance(resident.dwelling.door, door) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, 14);
  return random.pick(near).resident;
}

/** One lead for every zone but the vacant ones, with the leads before them. */
export function appointLeads(
  zones: ZoneRow[],
  people: Resident[],
  partyMembers: Set<number>,
  dates: Calendar,
  nextId: () => number,
): ZoneLeadRow[] {
  const random = randomOf(`leads ${zones[0]?.villageCode}`);
  const parentOf = new Map(zones.map((zone) => [zone.id, zone.parentId]));
  const used = new Set<number>();
  const vacantGrid = random.pick(zones.filter(({ level }) => level === 'grid')).id;
  return zones.flatMap((zone, index) => {
    const isVacant = zone.id === vacantGrid || (zone.level === 'lane' && index % 19 === 7);
    const living = people.filter(({ dwelling, age, person }) => {
      const lane = dwelling.row.laneId;
      const isHere = lane === zone.id || (lane != null && parentOf.get(lane) === zone.id);
      return isHere && age >= 28 && age <= 71 && !person.awayAt && !used.has(person.id);
    });
    const preferred = living.filter(({ person }) => partyMembers.has(person.id));
    const choose = () => {
      const from = (preferred.length > 0 && zone.level === 'grid' ? preferred : living).filter(
        ({ person }) => !used.has(person.id),
      );
      if (from.length === 0) return null;
      const chosen = itemAt(from, random.whole(0, from.length - 1)).person.id;
      used.add(chosen);
      return chosen;
    };
    const since = random.whole(90, 900);
    const row = (personId: number, from: number, to: number | null): ZoneLeadRow => ({
      countyCode: zone.countyCode,
      id: nextId(),
      villageCode: zone.villageCode,
      zoneId: zone.id,
      personId,
      fromOn: dates.daysAgo(from),
      toOn: to === null ? null : dates.daysAgo(to),
    });
    const rows: ZoneLeadRow[] = [];
    const now = isVacant ? null : choose();
    if (now !== null) rows.push(row(now, since, null));
    const before = isVacant || random.chance(zone.level === 'grid' ? 0.8 : 0.35) ? choose() : null;
    if (before !== null)
      rows.push(row(before, since + random.whole(300, 1100), isVacant ? random.whole(12, 80) : since));
    return rows;
  });
}

/** Whoever leads a zone today, or else the one around it; where there is no zone, the first grid of the village that has a lead. */
export function responsible(
  zones: readonly ZoneRow[],
  zoneLeads: readonly ZoneLeadRow[],
): (zoneId: number | null, villageCode: string) => number | null {
  const leads = new Map(zoneLeads.filter(({ toOn }) => toOn === null).map((lead) => [lead.zoneId, lead.personId]));
  const parents = new Map(zones.map(({ id, parentId }) => [id, parentId ?? null]));
  const first = (villageCode: string) =>
    zones.find((zone) => zone.villageCode === villageCode && zone.level === 'grid' && leads.has(zone.id))?.id ?? 0;
  return (zoneId, villageCode) => {
    const own = zoneId === null ? null : (leads.get(zoneId) ?? leads.get(parents.get(zoneId) ?? 0));
    return own ?? leads.get(first(villageCode)) ?? null;
  };
}
