import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/connect.ts';
import type { Scope } from '../db/transaction.ts';
import { readTileAddress } from './address.ts';
import { ByteCache } from './cache.ts';
import { makeTile } from './tile.ts';

const cacheBytes = 64 * 1024 * 1024;
/** The version stands in the address, so what is there never changes. */
export const immutable = 'public, max-age=31536000, immutable';

type Params = Record<'set' | 'version' | 'z' | 'x' | 'y', string>;

/** Vector tiles: 204 where there is nothing, 400 with a sentence for an address that cannot be. */
export function tileRoutes(app: FastifyInstance, database: Database, scope: Scope): void {
  const cache = new ByteCache(cacheBytes);
  app.get<{ Params: Params }>('/tiles/:set/:version/:z/:x/:y.mvt', async (request, reply) => {
    const address = readTileAddress(request.params);
    if (typeof address === 'string') return reply.code(400).send({ error: address });
    const { set, version, z, x, y } = address;
    const tile = await cache.get(`${set}/${version}/${z}/${x}/${y}`, async () => {
      const made = await makeTile(database, scope, address);
      return { bytes: made.bytes, keep: made.version === version };
    });
    // A version that is not the present one is answered with what there is now, which must not be taken for it later.
    reply.header('cache-control', tile.keep ? immutable : 'no-store');
    if (tile.bytes.byteLength === 0) return reply.code(204).send();
    return reply.type('application/vnd.mapbox-vector-tile').send(tile.bytes);
  });
}
