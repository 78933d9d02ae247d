import type { FastifyInstance } from 'fastify';
import type { Admit } from '../auth/admit.ts';
import type { Database } from '../db/connect.ts';
import { readTileAddress } from './address.ts';
import { ByteCache } from './cache.ts';
import { makeTile } from './tile.ts';

const cacheBytes = 64 * 1024 * 1024;
/** Version and scope stand in the address, so what is there never changes; only the browser it was made for keeps it. */
export const immutable = 'private, max-age=31536000, immutable';

type Params = Record<'set' | 'version' | 'z' | 'x' | 'y', string>;

/** Vector tiles: 204 where there is nothing, 400 with a sentence for an address that cannot be. */
export function tileRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  const cache = new ByteCache(cacheBytes);
  app.get<{ Params: Params }>('/tiles/:set/:version/:z/:x/:y.mvt', async (request, reply) => {
    const scope = await admit(request, 'map.see');
    const address = readTileAddress(request.params);
    if (typeof address === 'string') return reply.code(400).send({ error: address });
    const { set, version, z, x, y } = address;
    const { tileKey } = scope;
    const tile = await cache.get(`${set}/${tileKey}.${version}/${z}/${x}/${y}`, async () => {
      const made = await makeTile(database, scope, address);
      return { bytes: made.bytes, keep: made.version === version };
    });
    // Another version than the present one, or what another may see, is answered with what there is now for who asks, which must not be taken for it later.
    reply.header('cache-control', tile.keep && address.scopeKey === tileKey ? immutable : 'no-store');
    if (tile.bytes.byteLength === 0) return reply.code(204).send();
    return reply.type('application/vnd.mapbox-vector-tile').send(tile.bytes);
  });
}
