import { describe, expect, it } from 'vitest';
import { spreadOf, stacked } from '../../../client/map/deck/spread.ts';
import type { ColumnsOf } from '../../../shared/columns.ts';
import { hazardStates } from '../../../shared/hazard.ts';

const state = (word: (typeof hazardStates)[number]) => hazardStates.indexOf(word);

/** Three open hazards and a closed one within a metre, and an open one half a kilometre away. */
const hazard = {
  lng: Float64Array.of(122.43, 122.430005, 122.43, 122.43, 122.436),
  lat: Float64Array.of(36.9, 36.9, 36.900005, 36.9, 36.9),
  severity: Int16Array.of(3, 1, 2, 1, 1),
  state: Int16Array.of(...(['reported', 'verified', 'assigned', 'closed', 'reported'] as const).map(state)),
} as unknown as ColumnsOf<'hazard'>;
const rows = Int32Array.of(0, 1, 2, 3, 4);

describe('signs of hazards at one place', () => {
  it('stand in a row, the gravest at the left, and leave alone what is closed or elsewhere', () => {
    const offsets = spreadOf({ hazard }, rows, 17);
    expect([...offsets.keys()]).toEqual([1, 2, 0]);
    const pixels = (512 * 2 ** 17) / 360;
    const places = [...offsets].map(([row, [right]]) =>
      Math.round(((hazard.lng[row] ?? 0) - 122.430005) * pixels + right),
    );
    expect(places).toEqual([-22, 0, 22]);
  });

  it('stay together from afar', () => {
    expect(spreadOf({ hazard }, Int32Array.from(rows), 13).size).toBe(0);
  });

  it('are drawn with the gravest on top and what is closed below all', () => {
    expect(stacked({ hazard }, rows)).toEqual([3, 0, 2, 1, 4]);
  });
});
