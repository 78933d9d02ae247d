import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** Addresses that are never a page of the app, so that a wrong one is an error and not the app. */
const notPages = /^\/(trpc|tiles|columns|assets|health|basemap\.pmtiles)(\/|$)/;

/** The built client: hashed files for ever, the page and the service worker asked for anew every time. */
export async function clientFiles(
  app: FastifyInstance,
  options: { folder: string; basemapFile: string | null },
): Promise<void> {
  const { folder, basemapFile } = options;
  const built = existsSync(join(folder, 'index.html'));
  const shared = { preCompressed: true, cacheControl: false } as const;
  await app.register(
    fastifyStatic,
    built
      ? { ...shared, root: folder, setHeaders: (reply, path) => reply.header('cache-control', freshness(path, folder)) }
      : { ...shared, serve: false },
  );
  if (basemapFile) {
    // A range of the file is asked for, which compression would change.
    app.get('/basemap.pmtiles', { compress: false }, (_request, reply) =>
      reply.header('cache-control', 'public, max-age=3600').sendFile(basename(basemapFile), dirname(basemapFile)),
    );
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const page = ['GET', 'HEAD'].includes(request.method) && (request.headers.accept ?? '').includes('text/html');
    if (!page || notPages.test(path)) return reply.code(404).send({ error: 'There is nothing at this address.' });
    if (!built) return reply.code(503).send({ error: 'The client is not built yet: run npm start.' });
    return reply.sendFile('index.html', folder);
  });
}

function freshness(path: string, folder: string): string {
  return path.startsWith(join(folder, 'assets')) ? 'public, max-age=31536000, immutable' : 'no-cache';
}
