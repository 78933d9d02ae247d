import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { missedNudges, type Nudge, nudgeSchema } from '../../shared/live.ts';
import type { Admit } from '../auth/admit.ts';
import type { Scope } from '../auth/scope.ts';
import type { OpenDatabase } from '../db/open.ts';
import { canHear } from './canHear.ts';

/** Proxies close what says nothing for a minute or half. */
const heartbeat = 25_000;
/** After this a stream is asked for anew, so that what somebody may hear is never older. */
const longest = 10 * 60_000;
/** A reader this far behind is let go: it asks for everything when it comes back. */
const mostUnread = 256 * 1024;

const streamHeaders = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

type Stream = { scope: Scope; response: ServerResponse };

/**
 * `GET /live`: server-sent events, one per change that the reader may hear of, as soon as it is committed.
 * The event `renew` asks the reader to open the next stream before it leaves this one.
 */
export async function liveRoutes(app: FastifyInstance, listen: OpenDatabase['listen'], admit: Admit): Promise<void> {
  const streams = new Set<Stream>();
  const tell = (nudge: Nudge) => {
    const event = `data: ${JSON.stringify(nudge)}\n\n`;
    for (const { scope, response } of streams) if (canHear(scope, nudge)) send(response, event);
  };
  const stop = await listen(
    (payload) => {
      const nudge = readNudge(payload);
      if (nudge) tell(nudge);
    },
    () => tell(missedNudges),
  );
  app.addHook('preClose', async () => {
    for (const { response } of streams) response.end();
    await stop();
  });
  app.get('/live', async (request, reply) => {
    const scope = await admit(request, 'map.see');
    const response = reply.hijack().raw;
    // Taken over from the framework, so that nothing on the way out gathers or compresses it.
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...streamHeaders })) {
      if (value !== undefined) response.setHeader(name, value);
    }
    send(response, 'retry: 2000\n\n');
    const stream = { scope, response };
    streams.add(stream);
    const beating = setInterval(() => send(response, ': still here\n\n'), heartbeat);
    const renewing = setInterval(() => send(response, 'event: renew\ndata:\n\n'), longest);
    response.once('close', () => {
      streams.delete(stream);
      clearInterval(beating);
      clearInterval(renewing);
    });
  });
}

function send(response: ServerResponse, text: string): void {
  response.write(text);
  if (response.writableLength > mostUnread) response.destroy();
}

/** Whoever may connect to the database may say anything on the channel. */
function readNudge(payload: string): Nudge | null {
  try {
    return nudgeSchema.parse(JSON.parse(payload));
  } catch {
    return null;
  }
}
