import { reading } from '../../server/db/pinyin.ts';
import { geoMultiPolygon } from './frame.ts';
import { midpoint } from './plane.ts';
import type { ZoneRow } from './rows.ts';
import type { zoneShapes } from './zones.ts';

/** Numbers a village's grids from the north-west and its lanes in the order they were laid out. */
export function zoneRows(
  key: { countyCode: string; villageCode: string },
  shapes: ReturnType<typeof zoneShapes>,
  nextId: () => number,
): { zones: ZoneRow[]; laneIds: Map<string, number> } {
  const row = (
    level: 'grid' | 'lane',
    number: number,
    name: string,
    parentId: number | null,
    ring: (typeof shapes)['grids'][number]['ring'],
  ): ZoneRow => ({
    ...key,
    id: nextId(),
    level,
    parentId,
    number,
    name,
    ...reading(name),
    geometry: geoMultiPolygon([[ring]]),
  });
  const ordered = shapes.grids
    .map((grid) => ({ ...grid, centre: midpoint(grid.ring) }))
    .sort((a, b) => Math.round(b.centre[1] / 90) - Math.round(a.centre[1] / 90) || a.centre[0] - b.centre[0]);
  const grids = new Map(
    ordered.map(({ key: gridKey, ring }, index) => [gridKey, row('grid', index + 1, `第${index + 1}网格`, null, ring)]),
  );
  const lanes = shapes.lanes.map(({ name, gridKey, ring }, index) =>
    row('lane', index + 1, name, grids.get(gridKey)?.id ?? null, ring),
  );
  return { zones: [...grids.values(), ...lanes], laneIds: new Map(lanes.map(({ name, id }) => [name, id])) };
}
