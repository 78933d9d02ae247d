import type { Position } from '../../shared/geo.ts';

/** Characters that an address carries as they are. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Steps of a degree: about 0.1 m. */
const grain = 1e6;

/** Positions as a word of an address: steps from each to the next, five bits a character. Source: Google's encoded polylines. */
export function writePositions(positions: readonly Position[]): string {
  let word = '';
  let [lastLng, lastLat] = [0, 0];
  for (const [lng, lat] of positions) {
    const [x, y] = [Math.round(lng * grain), Math.round(lat * grain)];
    word += writeStep(x - lastLng) + writeStep(y - lastLat);
    [lastLng, lastLat] = [x, y];
  }
  return word;
}

function writeStep(step: number): string {
  let rest = step < 0 ? -2 * step - 1 : 2 * step;
  let word = '';
  while (rest >= 32) {
    word += alphabet[(rest % 32) + 32];
    rest = Math.floor(rest / 32);
  }
  return word + alphabet[rest];
}

/** The positions of a word; null when it is none. */
export function readPositions(word: string): Position[] | null {
  const steps: number[] = [];
  let [value, weight] = [0, 1];
  for (const letter of word) {
    const digit = alphabet.indexOf(letter);
    if (digit < 0) return null;
    value += (digit % 32) * weight;
    weight *= 32;
    if (digit >= 32) continue;
    steps.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    [value, weight] = [0, 1];
  }
  if (weight !== 1 || steps.length === 0 || steps.length % 2 === 1) return null;
  const positions: Position[] = [];
  let [x, y] = [0, 0];
  for (let at = 0; at < steps.length; at += 2) {
    x += steps[at] ?? 0;
    y += steps[at + 1] ?? 0;
    positions.push([x / grain, y / grain]);
  }
  return positions.every(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90) ? positions : null;
}
