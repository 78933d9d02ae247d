import type { RepairTask } from './repair.ts';

const lanes = 24;
const lanesOfGrid = 3;
const sizes = [6, 15, 24, 18];

/** A small invented village with lanes too full and too empty, for a worker to warm up with: none of it is anybody's. */
export function exercise(): RepairTask {
  const laneOf = Array.from({ length: lanes }, (_, lane) => lane).flatMap((lane) =>
    Array.from({ length: sizes[lane % sizes.length] ?? 0 }, () => lane + 1),
  );
  const grids = Array.from({ length: lanes / lanesOfGrid }, (_, grid) => lanes + grid + 1);
  const zone = (id: number, level: string, parentId: number | null) => ({
    id,
    level,
    parentId,
    locked: false,
    position: null,
  });
  return {
    levels: [
      { level: 'grid', ordinal: 1, minHouseholds: 30, maxHouseholds: 60 },
      { level: 'lane', ordinal: 2, minHouseholds: 10, maxHouseholds: 20 },
    ],
    zones: [
      ...grids.map((id) => zone(id, 'grid', null)),
      ...Array.from({ length: lanes }, (_, lane) =>
        zone(lane + 1, 'lane', grids[Math.floor(lane / lanesOfGrid)] ?? null),
      ),
    ],
    households: {
      id: Int32Array.from(laneOf, (_, row) => row + 1),
      lng: Float64Array.from(laneOf, (lane, row) => 118 + lane * 1e-3 + ((row * 37) % 11) * 1e-4),
      lat: Float64Array.from(laneOf, (_, row) => 25 + ((row * 53) % 13) * 1e-4),
      lane: Int32Array.from(laneOf),
    },
    keepTogether: true,
  };
}
