import { type TileSet, tileMaxZoom, tileSets } from '../../shared/tiles.ts';

/** One tile: column `x` and row `y` of zoom `z`, rows counted from the north. */
export type Tile = { z: number; x: number; y: number };
/** `scopeKey` names what of the ground is in it. */
export type TileAddress = Tile & { set: TileSet; scopeKey: string; version: number };

const sets: readonly string[] = Object.keys(tileSets);

function isTileSet(word: string): word is TileSet {
  return sets.includes(word);
}

/** Reads a tile's place from the words of an address; a sentence says what is wrong with it. */
export function readTile(
  words: { z: string; x: string; y: string },
  zooms: { min: number; max: number },
): Tile | string {
  const [z, x, y] = [words.z, words.x, words.y].map(wholeNumber);
  if (z === undefined || x === undefined || y === undefined) return 'A tile is addressed by whole numbers z/x/y.';
  if (z < zooms.min || z > zooms.max) return `Zoom ${z} has no tiles: ask for ${zooms.min} to ${zooms.max}.`;
  if (x >= 2 ** z || y >= 2 ** z) return `Tile ${x}/${y} lies outside the map: zoom ${z} ends at ${2 ** z - 1}.`;
  return { z, x, y };
}

/** Reads the address of a vector tile; a sentence says what is wrong with it. */
export function readTileAddress(words: Record<'set' | 'version' | 'z' | 'x' | 'y', string>): TileAddress | string {
  if (!isTileSet(words.set)) return `There is no tile set of that name: ask for ${sets.join(', ')}.`;
  const [, scopeKey = '', digits = ''] = /^([\w-]{12})[.](\d+)$/.exec(words.version) ?? [];
  const version = wholeNumber(digits);
  if (version === undefined) return 'The version in a tile address is the one that map.describe tells.';
  const tile = readTile(words, { min: 0, max: tileMaxZoom });
  return typeof tile === 'string' ? tile : { ...tile, set: words.set, scopeKey, version };
}

/** The number that `word` writes in full, or undefined. */
export function wholeNumber(word: string): number | undefined {
  return /^\d{1,15}$/.test(word) ? Number(word) : undefined;
}
