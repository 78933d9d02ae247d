import { createHash } from 'node:crypto';
import fastifyRateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../shared/errors.ts';

/** A hurried flight over the map asks for some hundred tiles; a village hall of forty people shares one address. */
const perMinute = { session: 1500, address: 6000 };

/** Refuses who asks more often than anybody works, by session and by network address. Throws tooOften with the seconds to wait. */
export async function limitRates(
  app: FastifyInstance,
  cookieName: string,
  limits: { session: number; address: number } = perMinute,
): Promise<void> {
  await app.register(fastifyRateLimit, { global: false });
  const timeWindow = '1 minute';
  const checks = [
    app.createRateLimit({ max: limits.address, timeWindow, keyGenerator: (request) => request.ip }),
    app.createRateLimit({
      max: limits.session,
      timeWindow,
      keyGenerator: (request) => sessionKey(request, cookieName),
    }),
  ];
  app.addHook('onRequest', async (request) => {
    if (request.url === '/health') return;
    for (const check of checks) {
      const limit = await check(request);
      if (!limit.isAllowed && limit.isExceeded) {
        throw new AppError({ code: 'tooOften', detail: { seconds: limit.ttlInSeconds } });
      }
    }
  });
}

/** The cookie is a secret, so that only its digest is kept; without one the address stands for itself. */
function sessionKey(request: FastifyRequest, cookieName: string): string {
  const cookie = request.headers.cookie?.split(';').find((part) => part.trim().startsWith(`${cookieName}=`));
  return cookie ? createHash('sha256').update(cookie).digest('base64url') : request.ip;
}
