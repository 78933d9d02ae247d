import type { Counted } from '../../../../client/features/reassign/draft.ts';
import type { MemberSummary } from '../../../../shared/household.ts';
import type { ZoneSummary } from '../../../../shared/zone.ts';
import { defaultZoneLevels } from '../../../../shared/zone.ts';

/** Lanes of 2 to 4 households in grids of 2 to 8. */
const levels = defaultZoneLevels.map((level) => ({
  ...level,
  countyCode: '371082',
  minHouseholds: 2,
  maxHouseholds: level.level === 'lane' ? 4 : 8,
}));

function zone(id: number, level: string, parentId: number | null): ZoneSummary {
  return {
    id,
    countyCode: '371082',
    villageCode: '371082999001',
    level,
    parentId,
    number: id,
    name: `${id}`,
    leadName: null,
    leadId: null,
    households: 0,
    persons: 0,
    keyPersons: 0,
    position: null,
    bounds: null,
  };
}

/** Lanes 11 (households 1 to 4) and 12 (5 to 7) in grid 10, lane 21 (8) in grid 20; household 9 belongs nowhere. */
export function register(): Counted {
  const count = 9;
  const ids = Int32Array.from({ length: count }, (_, row) => row + 1);
  return {
    levels,
    zones: [
      zone(10, 'grid', null),
      zone(20, 'grid', null),
      zone(11, 'lane', 10),
      zone(12, 'lane', 10),
      zone(13, 'lane', 10),
      zone(21, 'lane', 20),
    ],
    household: {
      id: ids,
      lng: Float64Array.from(ids, (id) => 122.4 + id * 0.0002),
      lat: Float64Array.from(ids, () => 36.9),
      lane: Int32Array.of(11, 11, 11, 11, 12, 12, 12, 21, 0),
      building: new Int32Array(count),
      kind: new Int16Array(count),
      persons: new Int16Array(count).fill(3),
      ended: new Int16Array(count),
      number: Array.from(ids, (id) => `0${id}`),
    },
    keyPerson: {
      id: Int32Array.of(1, 2),
      lng: Float64Array.of(122.4002, 122.4002),
      lat: Float64Array.of(36.9, 36.9),
      household: Int32Array.of(1, 1),
      // One person of two categories.
      person: Int32Array.of(31, 31),
      category: Int16Array.of(0, 1),
      needsHelpToMove: new Int16Array(2),
      visitEveryDays: new Int16Array(2),
      ended: new Int16Array(2),
    },
    link: {
      id: Int32Array.of(1),
      household: Int32Array.of(1),
      member: Int32Array.of(41),
      lng: Float64Array.of(122.4),
      lat: Float64Array.of(36.9),
      memberHousehold: Int32Array.of(0),
      ended: new Int16Array(1),
    },
  };
}

export const members: MemberSummary[] = [
  { personId: 41, countyCode: '371082', name: '王', capacity: 2, position: [122.4, 36.9], households: 1 },
];
