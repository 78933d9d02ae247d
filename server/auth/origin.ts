import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../shared/errors.ts';

/** Where browsers reach the server: as the settings say, else as the request does. */
export function originOf(request: FastifyRequest, publicUrl: string | null): string {
  return publicUrl ?? `${request.protocol}://${request.host}`;
}

/**
 * Refuses what a page of another origin makes a browser send, cookies and all. Browsers name the origin with everything
 * that writes; programs, which no page can make send anything, need not.
 */
export function refuseForeignPages(app: FastifyInstance, publicUrl: string | null): void {
  app.addHook('onRequest', async (request) => {
    if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return;
    const { origin, 'sec-fetch-site': site } = request.headers;
    const own = [originOf(request, publicUrl), originOf(request, null)];
    if (origin !== undefined && !own.includes(origin)) throw new AppError({ code: 'notAllowed' });
    if (origin === undefined && site !== undefined && !['same-origin', 'none'].includes(String(site))) {
      throw new AppError({ code: 'notAllowed' });
    }
  });
}
