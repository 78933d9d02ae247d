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
    if (origin === undefined ? isSameSite(site) : isOwn(origin, request, publicUrl)) return;
    app.log.warn(
      { requestId: request.id, origin, own: originOf(request, publicUrl) },
      'a page of another origin was refused',
    );
    throw new AppError({ code: 'notAllowed', detail: { reason: 'origin' } });
  });
}

/** A proxy may take HTTPS off before it gets here, so without a public address only the host has to be the same. */
function isOwn(origin: string, request: FastifyRequest, publicUrl: string | null): boolean {
  if (publicUrl !== null && origin === publicUrl) return true;
  return URL.canParse(origin) && new URL(origin).host === request.host;
}

function isSameSite(site: unknown): boolean {
  return site === undefined || site === 'same-origin' || site === 'none';
}
