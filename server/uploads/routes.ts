import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../shared/errors.ts';
import { type Region, regionSchema } from '../../shared/shape.ts';
import type { Admit } from '../auth/admit.ts';
import type { Database } from '../db/connect.ts';
import { regionSql } from '../db/shape.ts';
import { read } from '../db/transaction.ts';
import { receiveFile } from './receive.ts';
import { readRegionApart } from './regionApart.ts';
import { cornersOf, straightened } from './straighten.ts';

const mostMegabytes = 20;
/** Corners that the address of a page carries with ease. */
const mostCorners = 1_000;

/** `POST /regions` answers the areas in an uploaded file as one, mended, to be put into a filter. Nothing is kept. */
export function regionRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  app.post('/regions', async (request): Promise<{ region: Region; simplified: boolean }> => {
    const scope = await admit(request, 'hazard.see', 'region.upload');
    const { name, bytes } = await receiveFile(request, mostMegabytes);
    const given = await readRegionApart({ name, bytes });
    const [row] = await read(database, scope, (tx) =>
      tx.execute<{ region: unknown }>(sql`select st_asgeojson(${regionSql(given.region)}, 8, 0)::json as region`),
    );
    const region = regionSchema.safeParse(row?.region);
    if (!region.success) throw new AppError({ code: 'fileUnreadable', detail: { name: name.slice(0, 80) } });
    const straight = straightened(region.data, mostCorners);
    return { region: straight, simplified: given.simplified || cornersOf(straight) < cornersOf(region.data) };
  });
}
