import { describe, expect, it } from 'vitest';
import { labelSpots } from '../../../client/map/labelSpots.ts';
import type { Position } from '../../../shared/geo.ts';
import { metresOfDegree } from '../../../shared/walking.ts';
import { register } from './reassign/village.ts';

const squeeze = Math.cos((36.9 * Math.PI) / 180);
const at = (east: number, north: number): Position => [
  122.4 + east / squeeze / metresOfDegree,
  36.9 + north / metresOfDegree,
];
const metres = ([lng, lat]: Position = [0, 0]) => ({
  east: (lng - 122.4) * squeeze * metresOfDegree,
  north: (lat - 36.9) * metresOfDegree,
});

/** Two rows of four houses, 14 metres from house to house and 20 from row to row; the zones' middles lie on a house. */
function rowsOfHouses() {
  const { zones, household } = register();
  const places = Array.from({ length: 9 }, (_, row) => at((row % 4) * 14, Math.floor(row / 4) * 20));
  return {
    household: {
      ...household,
      lng: Float64Array.from(places, ([lng]) => lng),
      lat: Float64Array.from(places, ([, lat]) => lat),
    },
    zones: zones.map((zone) => ({
      ...zone,
      position: zone.id === 10 || zone.id === 11 ? at(14, 20) : null,
      bounds: [...at(-30, -10), ...at(70, 50)] as [number, number, number, number],
    })),
  };
}

describe('names of zones', () => {
  it('stand between the rows of houses, and an inner name clear of the outer one', () => {
    const village = rowsOfHouses();
    const spots = labelSpots(village);
    const [grid, lane] = [metres(spots.get(10)), metres(spots.get(11))];
    for (const spot of [grid, lane]) expect(Math.abs((spot.north % 20) - 10), 'metres from midway').toBeLessThan(3);
    expect(Math.abs(grid.north - lane.north) >= 12 || Math.abs(grid.east - lane.east) >= 36).toBe(true);
  });

  it('have no place where a zone has none', () => {
    expect([...labelSpots(rowsOfHouses()).keys()]).toEqual([10, 11]);
  });
});
