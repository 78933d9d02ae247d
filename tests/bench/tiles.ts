import { sql } from 'drizzle-orm';
import { encodedTile } from '../../server/tiles/statement.ts';
import { tileSetVersion } from '../../server/tiles/version.ts';
import type { TileSet } from '../../shared/tiles.ts';
import { tileAt } from '../support/tile.ts';
import { median, serveFor } from './overHttp.ts';

/** Medians in milliseconds of one tile: made for an HTTP request, its bare statement, and taken from the cache. */
export type TileTime = { tile: string; bytes: number; http: number; bare: number; ratio: number; cached: number };

const runs = 21;

/**
 * Times tiles in the middle of the database's buildings, uncached over HTTP beside the bare statement of the same tile,
 * one after the other in one run. The database holds the demo or the synthetic county and has ST_AsMVT.
 */
export async function tileTimes(databaseUrl: string): Promise<TileTime[]> {
  const asked = await serveFor(databaseUrl);
  try {
    const [middle] = await asked.database.execute<{ lng: number; lat: number }>(sql`
      select st_x(centre) as lng, st_y(centre) as lat
      from (select st_centroid(st_collect(geometry)) as centre from household where village_code = (
        select min(village_code) from household)) village`);
    if (!middle) throw new Error('the database holds no household');
    const times: TileTime[] = [];
    for (const set of ['base', 'boundary', 'facility'] as const) {
      for (const z of [13, 14, 15]) times.push(await timeTile(asked, set, z, middle));
    }
    return times;
  } finally {
    await asked.close();
  }
}

type Asked = Awaited<ReturnType<typeof serveFor>>;

async function timeTile(
  asked: Asked,
  set: TileSet,
  z: number,
  { lng, lat }: { lng: number; lat: number },
): Promise<TileTime> {
  const [x, y] = tileAt(lng, lat, z);
  const http: number[] = [];
  const bare: number[] = [];
  let bytes = 0;
  for (let run = -3; run < runs; run += 1) {
    // A version that is not the present one is made anew and never kept.
    const made = await asked.overHttp(`/tiles/${set}/${900_000_000 + run}/${z}/${x}/${y}.mvt`);
    const direct = await asked.bare(encodedTile(set, { z, x, y }));
    if (run < 0) continue;
    http.push(made.milliseconds);
    bare.push(direct);
    bytes = made.bytes;
  }
  const cached = await timeCached(asked, set, `${z}/${x}/${y}`);
  const [ours, floor] = [median(http), median(bare)];
  return { tile: `${set} ${z}/${x}/${y}`, bytes, http: ours, bare: floor, ratio: ours / floor, cached };
}

async function timeCached(asked: Asked, set: TileSet, place: string): Promise<number> {
  const [row] = await asked.database.execute<{ version: number }>(sql`select ${tileSetVersion(set)} as version`);
  const times: number[] = [];
  for (let run = -1; run < runs; run += 1) {
    const { milliseconds } = await asked.overHttp(`/tiles/${set}/${row?.version ?? 0}/${place}.mvt`);
    if (run >= 0) times.push(milliseconds);
  }
  return median(times);
}
