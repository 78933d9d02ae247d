import type { Position } from '../../shared/geo.ts';

/** Where the map looks from: centre in degrees, bearing and pitch in degrees. */
export type Camera = { position: Position; zoom: number; bearing: number; pitch: number };

/** `17.25/36.91244/122.43107`, followed by `/bearing/pitch` when the map is turned or tilted; latitude first, as in map links. */
export function writeCamera(camera: Camera): string {
  const [lng, lat] = camera.position;
  const parts = [round(camera.zoom, 2), round(lat, 6), round(lng, 6)];
  if (camera.bearing !== 0 || camera.pitch !== 0) parts.push(round(camera.bearing, 1), round(camera.pitch, 1));
  return parts.join('/');
}

/** The camera a word of the URL names, or null when it names none. */
export function readCamera(word: string): Camera | null {
  const parts = word.split('/').map(Number);
  const [zoom, lat, lng, bearing = 0, pitch = 0] = parts;
  if (parts.some((part) => !Number.isFinite(part)) || zoom === undefined || lat === undefined || lng === undefined) {
    return null;
  }
  const possible = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180 && pitch >= 0 && pitch <= 85;
  return possible ? { position: [lng, lat], zoom, bearing, pitch } : null;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
