import { randomUUID } from 'node:crypto';
import { constants } from 'node:zlib';
import fastifyCompress from '@fastify/compress';
import fastifyHelmet from '@fastify/helmet';
import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { sql } from 'drizzle-orm';
import { type FastifyInstance, fastify, LogController } from 'fastify';
import { AppError } from '../shared/errors.ts';
import type { Accounts } from './auth/accounts.ts';
import { type Admit, admitter } from './auth/admit.ts';
import { refuseForeignPages } from './auth/origin.ts';
import { limitRates } from './auth/rateLimit.ts';
import { authRoutes } from './auth/routes.ts';
import { cookieName } from './auth/session.ts';
import { clientFiles } from './clientFiles.ts';
import { columnRoutes } from './columns/routes.ts';
import { contentPolicy } from './contentPolicy.ts';
import type { Database } from './db/connect.ts';
import type { OpenDatabase } from './db/open.ts';
import { hazardExportRoutes } from './features/hazard/export/routes.ts';
import { liveRoutes } from './live/routes.ts';
import { failureForLog, requestForLog } from './log.ts';
import { photoRoutes } from './photos/routes.ts';
import { openPhotoStore } from './photos/store.ts';
import { reliefRoutes } from './relief/routes.ts';
import { type AppRouter, appRouter } from './router.ts';
import type { Settings } from './settings.ts';
import { tileRoutes } from './tiles/routes.ts';
import { httpStatusOf } from './trpc.ts';
import { acceptFiles } from './uploads/receive.ts';
import { regionRoutes } from './uploads/routes.ts';

export type AppOptions = {
  database: Database;
  /** How the database tells of changes; without it no window hears of what another one does. */
  listen?: OpenDatabase['listen'];
  settings: Pick<Settings, 'basemap' | 'basemapFile' | 'publicUrl' | 'trustProxy' | 'photos'>;
  accounts: Accounts;
  /** Absolute path of the built client; without one only the data is served. */
  clientFolder: string;
  /** Requests a minute of one session and of one address; what nobody reaches who works, when absent. */
  rateLimits?: { session: number; address: number };
  /** Where log lines go; standard output when absent. */
  logStream?: { write(line: string): void };
};

/** The web server, ready to listen. Closing it does not close the database. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { database, settings, accounts } = options;
  const app = fastify({
    logger: {
      level: 'warn',
      serializers: { req: requestForLog, err: failureForLog },
      ...(options.logStream ? { stream: options.logStream } : {}),
    },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    bodyLimit: 1024 * 1024,
    trustProxy: settings.trustProxy,
    routerOptions: { maxParamLength: 2000 },
    forceCloseConnections: true,
  });
  answerFailures(app);
  refuseForeignPages(app, settings.publicUrl);
  await limitRates(app, cookieName(settings.publicUrl, 'session_token'), options.rateLimits);
  await protect(app, settings);
  app.get('/health', async () => {
    await database.execute(sql`select 1`);
    return { status: 'ok' };
  });
  authRoutes(app, database, accounts, settings.publicUrl);
  const admit = admitter(database, accounts);
  tileRoutes(app, database, admit);
  reliefRoutes(app, database, admit);
  columnRoutes(app, database, admit);
  await acceptFiles(app);
  photoRoutes(app, database, admit, openPhotoStore(settings.photos));
  regionRoutes(app, database, admit);
  hazardExportRoutes(app, database, admit);
  if (options.listen) await liveRoutes(app, options.listen, admit);
  await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: trpcOptions(app, options, admit) });
  await clientFiles(app, { folder: options.clientFolder, basemapFile: settings.basemapFile });
  return app;
}

async function protect(app: FastifyInstance, settings: AppOptions['settings']): Promise<void> {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy(settings.basemap) },
    // Served over plain HTTP in a village's own network as well; TLS is for the proxy before it.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  });
  await app.register(fastifyCompress, {
    encodings: ['br', 'gzip'],
    threshold: 1024,
    // The default quality takes longer than most networks here save by it.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 4 },
  });
}

function trpcOptions(
  app: FastifyInstance,
  options: AppOptions,
  admit: Admit,
): FastifyTRPCPluginOptions<AppRouter>['trpcOptions'] {
  return {
    router: appRouter,
    allowMethodOverride: true,
    createContext: ({ req }) => ({
      database: options.database,
      admit: (action, procedure) => admit(req, action, procedure),
      lockOut: options.accounts.lockOut,
      basemap: options.settings.basemap,
      requestId: req.id,
    }),
    onError: ({ error, path, req }) => {
      if (error.code !== 'INTERNAL_SERVER_ERROR') return;
      app.log.error({ req, procedure: path, err: error }, 'a procedure failed');
    },
  };
}

/** Expected failures as they are, refused requests as a sentence, anything else as the request's id only. */
function answerFailures(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof AppError) {
      return reply.code(httpStatusOf(error.code)).send({ error: error.code, detail: error.detail });
    }
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    if (status >= 400 && status < 500)
      return reply.code(status).send({ error: refusals[status] ?? 'The request cannot be read.' });
    app.log.error({ req: request, err: error }, 'a request failed');
    return reply.code(500).send({ error: 'internal', requestId: request.id });
  });
}

const refusals: Record<number, string> = {
  413: 'The request is too large: at most 1 MB.',
  415: 'The request is of a kind this address does not take.',
};
