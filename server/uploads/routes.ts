import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../shared/errors.ts';
import { type Region, regionSchema } from '../../shared/shape.ts';
import type { Admit } from '../auth/admit.ts';
import type { Database } from '../db/connect.ts';
import { regionSql } from '../db/shape.ts';
import { read } from '../db/transaction.ts';
import { receiveFile } from './receive.ts';
import { readRegion } from './region.ts';

const mostMegabytes = 20;
/** More corners than this make a filter slow to send and to draw; beyond, bends of less than about a metre go. */
const mostCorners = 5_000;

/** `POST /regions` answers the areas in an uploaded file as one, mended, to be put into a filter. Nothing is kept. */
export function regionRoutes(app: FastifyInstance, database: Database, admit: Admit): void {
  app.post('/regions', async (request): Promise<{ region: Region; simplified: boolean }> => {
    const scope = await admit(request, 'hazard.see', 'region.upload');
    const { name, bytes } = await receiveFile(request, mostMegabytes);
    const given = regionSql(await readRegion(name, bytes));
    const [row] = await read(database, scope, (tx) =>
      tx.execute<{ region: unknown; simplified: boolean }>(sql`
        select st_asgeojson(case when many then st_multi(st_simplifypreservetopology(shape, 0.00001)) else shape end, 8, 0)::json as region,
          many as simplified
        from (select shape, st_npoints(shape) > ${mostCorners} as many from (select ${given} as shape) given) measured`),
    );
    const region = regionSchema.safeParse(row?.region);
    if (!row || !region.success) throw new AppError({ code: 'fileUnreadable', detail: { name: name.slice(0, 80) } });
    return { region: region.data, simplified: row.simplified };
  });
}
