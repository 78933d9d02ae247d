/** Rows that stand at one and the same point; `rows` is in ascending order. */
export type PointGroup = { lng: number; lat: number; rows: number[] };

/** Grains in a degree: what lies within some ten centimetres may be taken for one point. */
const grain = 1e6;
/** More grains than any two latitudes of one area are apart. */
const stride = 2 ** 26;

/** Gathers the given rows by position; rows without one are left out. */
export function pointGroups(lng: Float64Array, lat: Float64Array, rows: Iterable<number>): PointGroup[] {
  const groups = new Map<number, PointGroup>();
  const first = { lng: Number.NaN, lat: 0 };
  for (const row of rows) {
    const x = lng[row] ?? Number.NaN;
    const y = lat[row] ?? Number.NaN;
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    if (Number.isNaN(first.lng)) Object.assign(first, { lng: x, lat: y });
    // Relative to the first point, so that the key stays an exact integer.
    const key = Math.round((x - first.lng) * grain) * stride + Math.round((y - first.lat) * grain);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { lng: x, lat: y, rows: [row] });
  }
  return [...groups.values()];
}
