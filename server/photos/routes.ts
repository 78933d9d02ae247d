import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { countyCodeSchema } from '../../shared/area.ts';
import { AppError } from '../../shared/errors.ts';
import type { Position } from '../../shared/geo.ts';
import type { Admit } from '../auth/admit.ts';
import type { Database } from '../db/connect.ts';
import { read, write } from '../db/transaction.ts';
import { wholeNumber } from '../tiles/address.ts';
import { receiveFile } from '../uploads/receive.ts';
import { readPhoto } from './read.ts';
import type { PhotoStore } from './store.ts';

const mostMegabytes = 20;

type Photo = { id: number; width: number; height: number; position: Position | null; takenAt: string | null };

/**
 * `POST /photos/COUNTY` takes one photograph in and answers its id, to be given to a report or a step; nobody else sees it
 * until then. `GET /photos/COUNTY/ID/full|small` shows it to whoever sees the hazard it is of.
 */
export function photoRoutes(app: FastifyInstance, database: Database, admit: Admit, store: PhotoStore): void {
  app.post<{ Params: { county: string } }>('/photos/:county', async (request): Promise<Photo> => {
    const scope = await admit(request, 'hazard.report', 'photo.upload');
    const county = countyCodeSchema.safeParse(request.params.county);
    if (!county.success) throw new AppError({ code: 'invalidInput', detail: { field: 'county' } });
    const file = await receiveFile(request, mostMegabytes);
    const photo = await readPhoto(file.name, file.bytes);
    const name = randomUUID();
    const key = `${county.data}/${name.slice(0, 2)}/${name}`;
    const { position } = photo;
    const id = await write(database, scope, async (tx) => {
      const [row] = await tx.execute<{ id: number }>(sql`
        insert into hazard_photo (county_code, account_id, actor, key, width, height, bytes, taken_at, geometry)
        values (
          ${county.data}, ${scope.accountId}, ${scope.actor}, ${key}, ${photo.width}, ${photo.height}, ${photo.full.length},
          ${photo.takenAt?.toISOString() ?? null},
          ${position === null ? null : sql`st_setsrid(st_makepoint(${position[0]}::float8, ${position[1]}::float8), 4490)`}
        )
        returning id::float8 as id`);
      return row?.id ?? 0;
    });
    // Behind its row: what has one is found and removed when nobody takes it up, and a file alone never.
    await store.put(`${key}-full.jpg`, photo.full);
    await store.put(`${key}-small.jpg`, photo.small);
    return { id, width: photo.width, height: photo.height, position, takenAt: photo.takenAt?.toISOString() ?? null };
  });

  type Address = { Params: { county: string; id: string; size: string } };
  app.get<Address>('/photos/:county/:id/:size', async (request, reply) => {
    const scope = await admit(request, 'hazard.see', 'photo.see');
    const { county, size } = request.params;
    const id = wholeNumber(request.params.id);
    if (id === undefined || (size !== 'full' && size !== 'small')) throw new AppError({ code: 'notFound' });
    const [row] = await read(database, scope, (tx) =>
      tx.execute<{ key: string }>(sql`select key from hazard_photo where county_code = ${county} and id = ${id}`),
    );
    const bytes = row ? await store.get(`${row.key}-${size}.jpg`) : null;
    if (!bytes) throw new AppError({ code: 'notFound' });
    // A photograph never changes, and whoever may no longer see it must not find it in a shared cache.
    return reply.header('cache-control', 'private, max-age=86400, immutable').type('image/jpeg').send(bytes);
  });
}
