/** Metres of the equator across one pixel at zoom 0, with tiles of 512 pixels. */
const metresAtZero = 78_271.517;
const widest = 110;
const steps = [1, 2, 5];

/** The longest round distance that fits, in pixels and in words; `lat` in degrees. */
export function scaleBar(zoom: number, lat: number): { pixels: number; label: string } {
  const metresPerPixel = (metresAtZero * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;
  const most = widest * metresPerPixel;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [...steps].reverse().find((each) => each * power <= most) ?? 1;
  const metres = step * power;
  return { pixels: metres / metresPerPixel, label: metres >= 1000 ? `${metres / 1000} km` : `${metres} m` };
}
