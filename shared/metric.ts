/** Metres of a degree of longitude and of latitude, near a latitude. */
export type Metric = { x: number; y: number };

const equatorialRadius = 6_378_137;
const eccentricitySquared = 0.006_694_380_022_903_4;

/**
 * How long a degree is at a latitude on the ellipsoid of CGCS2000, by its radii of curvature. Flat distances with it are
 * true within a millimetre for some hundred metres and a tenth of a metre for some kilometres around. `metric_x` and
 * `metric_y` of the database are the same sums, so that both sides draw the same line between near and far.
 */
export function metricAt(latitude: number): Metric {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const part = 1 - eccentricitySquared * sine * sine;
  const degree = Math.PI / 180;
  return {
    x: (equatorialRadius / Math.sqrt(part)) * Math.cos(latitude * degree) * degree,
    y: ((equatorialRadius * (1 - eccentricitySquared)) / (part * Math.sqrt(part))) * degree,
  };
}

/** Metres between two points given in degrees, by the metric of their surroundings. */
export function metresApart(
  { x, y }: Metric,
  [lng, lat]: readonly number[],
  [otherLng, otherLat]: readonly number[],
): number {
  return Math.hypot(
    ((lng ?? Number.NaN) - (otherLng ?? Number.NaN)) * x,
    ((lat ?? Number.NaN) - (otherLat ?? Number.NaN)) * y,
  );
}
