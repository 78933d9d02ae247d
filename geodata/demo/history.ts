import type { Calendar } from './calendar.ts';
import type { loosen } from './irregularities.ts';
import { random as randomOf } from './random.ts';
import type { Dwelling } from './register.ts';
import type { ChangeRow, HouseholdLinkRow, ZoneRow } from './rows.ts';

/** What the log remembers of a village: moves between lanes, places found on the map, members who took over. Actors are roles. */
export function history(
  dwellings: Dwelling[],
  zones: ZoneRow[],
  links: HouseholdLinkRow[],
  { scattered }: ReturnType<typeof loosen>,
  dates: Calendar,
): ChangeRow[] {
  const villageCode = zones[0]?.villageCode ?? '';
  const countyCode = zones[0]?.countyCode ?? '';
  const random = randomOf(`history ${villageCode}`);
  const lanes = new Map(zones.map((zone) => [zone.id, zone]));
  const laneWords = (id: number) => ({ laneId: id, lane: lanes.get(id)?.name ?? '' });
  const row = (
    daysAgo: number,
    actor: string,
    action: string,
    subjectId: number,
    before: unknown,
    after: unknown,
  ): ChangeRow => ({
    countyCode,
    villageCode,
    at: dates.momentAgo(daysAgo, random.whole(8, 17), random.whole(0, 59)),
    actor,
    action,
    subject: 'household',
    subjectId,
    before,
    after,
  });
  // The log of a household leads to the lane it is in now: who was moved out of place was not moved before.
  const strayed = new Set(scattered.map(({ dwelling }) => dwelling.row.id));
  const moved = scattered.map(({ dwelling: { row: household }, from, to }, at) => {
    // Who was moved twice has been moved in this order.
    const isLast = !scattered.slice(at + 1).some(({ dwelling }) => dwelling.row.id === household.id);
    const days = isLast ? random.whole(20, 120) : random.whole(130, 200);
    return row(days, '村委会', 'assign', household.id, laneWords(from), laneWords(to));
  });
  const settled = random
    .shuffled(
      dwellings.filter(({ row: { id, laneId }, kind }) => laneId != null && kind === 'home' && !strayed.has(id)),
    )
    .slice(0, 14)
    .flatMap(({ row: { id, laneId } }) => {
      const own = lanes.get(laneId ?? 0);
      const other = zones.find(
        (zone) => zone.level === 'lane' && zone.parentId === own?.parentId && zone.id !== own?.id,
      );
      if (!own || !other) return [];
      const days = random.whole(30, 700);
      const home = row(days, '村委会', 'assign', id, laneWords(other.id), laneWords(own.id));
      return random.chance(0.2)
        ? [row(days + random.whole(90, 300), '镇政府', 'assign', id, laneWords(own.id), laneWords(other.id)), home]
        : [home];
    });
  const placed = random
    .shuffled(dwellings.filter(({ row: { geometry } }) => geometry?.type === 'Point'))
    .slice(0, 9)
    .map(({ row: { id, geometry, buildingId } }) => {
      const position = geometry?.type === 'Point' ? geometry.coordinates : null;
      return row(
        random.whole(15, 400),
        '网格员',
        'place',
        id,
        { buildingId: null, position: null },
        { buildingId, position },
      );
    });
  const taken = links
    .filter((link) => link.toOn !== null)
    .map((link) => {
      const next = links.find(({ householdId, fromOn }) => householdId === link.householdId && fromOn === link.toOn);
      const days = daysBetween(link.toOn ?? dates.today, dates.today);
      const after = { memberId: next?.memberId ?? null };
      return row(days, '党支部', 'link', link.householdId, { memberId: link.memberId }, after);
    });
  return [...settled, ...moved, ...placed, ...taken];
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
