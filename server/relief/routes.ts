import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Admit } from '../auth/admit.ts';
import type { Database } from '../db/connect.ts';
import { maintain } from '../db/transaction.ts';
import { readTile, type Tile, wholeNumber } from '../tiles/address.ts';
import { ByteCache } from '../tiles/cache.ts';
import { immutable } from '../tiles/routes.ts';
import { versionOf } from '../tiles/version.ts';
import type { HeightGrid } from './grid.ts';
import { readGrids } from './grids.ts';
import { pixelDegrees, reliefImage } from './image.ts';

const cacheBytes = 32 * 1024 * 1024;
const zooms = { min: 8, max: 14 };
/** The table whose version stands in the address. */
export const reliefTables = ['relief'];

type Params = Record<'version' | 'z' | 'x' | 'y', string>;

/** Light and shade of the hills, which are nobody's: 204 outside every grid. The grids are parsed once per version. */
export function reliefRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  const cache = new ByteCache(cacheBytes);
  let present: { version: number; grids: Promise<HeightGrid[]> } | null = null;

  const gridsNow = async () => {
    const version = await maintain(database, 'relief', async (tx) => {
      const [row] = await tx.execute<{ version: number }>(sql`select ${versionOf(reliefTables)} as version`);
      return row?.version ?? 0;
    });
    if (present?.version !== version) {
      const grids = maintain(database, 'relief', readGrids);
      grids.catch(() => {
        present = null;
      });
      present = { version, grids };
    }
    return { version, grids: await present.grids };
  };

  app.get<{ Params: Params }>('/tiles/relief/:version/:z/:x/:y.png', async (request, reply) => {
    await admit(request, 'map.see');
    const version = wholeNumber(request.params.version);
    const tile = readTile(request.params, zooms);
    if (version === undefined)
      return reply.code(400).send({ error: 'The version in a tile address is a whole number.' });
    if (typeof tile === 'string') return reply.code(400).send({ error: tile });
    const made = await cache.get(`${version}/${tile.z}/${tile.x}/${tile.y}`, async () => {
      const now = await gridsNow();
      const grid = now.grids.find((candidate) => meets(candidate, tile));
      return { bytes: grid ? await reliefImage(grid, tile) : new Uint8Array(), keep: now.version === version };
    });
    reply.header('cache-control', made.keep ? immutable : 'no-store');
    if (made.bytes.byteLength === 0) return reply.code(204).send();
    return reply.type('image/png').send(made.bytes);
  });
}

function meets(grid: HeightGrid, tile: Tile): boolean {
  const { longitudes, latitudes } = pixelDegrees(tile);
  const [west = 0, east = 0] = [longitudes[0], longitudes.at(-1)];
  const [north = 0, south = 0] = [latitudes[0], latitudes.at(-1)];
  return grid.west < east && grid.east > west && grid.south < north && grid.north > south;
}
