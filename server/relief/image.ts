import { PNG } from 'pngjs';
import type { Tile } from '../tiles/address.ts';
import { type HeightGrid, sample } from './grid.ts';

export const reliefTileSize = 256;

/** West to east and north to south degrees of a tile's pixel centres. */
export function pixelDegrees(tile: Tile): { longitudes: Float64Array; latitudes: Float64Array } {
  const pixels = 2 ** tile.z * reliefTileSize;
  const longitudes = new Float64Array(reliefTileSize);
  const latitudes = new Float64Array(reliefTileSize);
  for (let pixel = 0; pixel < reliefTileSize; pixel += 1) {
    longitudes[pixel] = ((tile.x * reliefTileSize + pixel + 0.5) / pixels) * 360 - 180;
    const mercator = Math.PI * (1 - (2 * (tile.y * reliefTileSize + pixel + 0.5)) / pixels);
    latitudes[pixel] = (Math.atan(Math.sinh(mercator)) * 180) / Math.PI;
  }
  return { longitudes, latitudes };
}

/** A tile of heights as a PNG in the Terrain-RGB encoding: metres = -10000 + (R × 65536 + G × 256 + B) / 10. */
export function reliefImage(grid: HeightGrid, tile: Tile): Promise<Buffer> {
  const { longitudes, latitudes } = pixelDegrees(tile);
  const heights = sample(grid, longitudes, latitudes);
  const colours = Buffer.alloc(heights.length * 3);
  for (let pixel = 0; pixel < heights.length; pixel += 1) {
    colours.writeUIntBE(100_000 + Math.round(heights[pixel] ?? 0), pixel * 3, 3);
  }
  return encode(colours);
}

function encode(colours: Buffer): Promise<Buffer> {
  // One filter instead of the best of five per row: a third of the time for a tenth more bytes.
  const image = new PNG({
    width: reliefTileSize,
    height: reliefTileSize,
    colorType: 2,
    inputColorType: 2,
    inputHasAlpha: false,
    filterType: 2,
    deflateLevel: 6,
  });
  image.data = colours;
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    image.on('error', reject);
    const packed = image.pack();
    packed.on('data', (chunk: Buffer) => chunks.push(chunk));
    packed.on('end', () => resolve(Buffer.concat(chunks)));
  });
}
