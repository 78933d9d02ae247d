/**
 * What the vector tiles hold: one tile set per address, one layer per table, one property per column.
 * Tiles hold nothing personal.
 */
export const tileSets = {
  base: ['landform', 'building', 'street'],
  boundary: ['area', 'zone'],
  facility: ['place', 'asset'],
} as const;
export type TileSet = keyof typeof tileSets;
export type TileLayer = (typeof tileSets)[TileSet][number];

/** Deepest zoom at which tiles are made; the browser scales them beyond. */
export const tileMaxZoom = 15;
/** Units across a tile: 0.24 m each at zoom 15. */
export const tileExtent = 4096;
/** Units beyond the edge that are kept, so that strokes do not stop at it. */
export const tileBuffer = 64;
/** First zoom at which a layer has anything in its tiles. */
export const tileMinZoom: Record<TileLayer, number> = {
  landform: 5,
  building: 13,
  street: 11,
  area: 4,
  zone: 12,
  place: 12,
  asset: 13,
};
