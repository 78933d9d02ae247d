import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../shared/errors.ts';
import { missedNudges, type Nudge, nudgeSchema } from '../../shared/live.ts';
import type { Admit } from '../auth/admit.ts';
import type { Scope } from '../auth/scope.ts';
import type { OpenDatabase } from '../db/open.ts';
import { canHear } from './canHear.ts';

/** In milliseconds. Proxies close what says nothing for half a minute; what somebody may hear is asked anew with every stream. */
const times = { heartbeat: 25_000, renew: 10 * 60_000, end: 10 * 60_000 + 30_000 };
/** A reader this far behind is let go: it asks for everything when it comes back. */
const mostUnread = 256 * 1024;

const streamHeaders = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };

/** Windows of one account. */
const mostStreams = 40;

type Stream = { scope: Scope; response: ServerResponse; timers: NodeJS.Timeout[] };

/**
 * `GET /live`: server-sent events, one per change that the reader may hear of, as soon as it is committed.
 * The event `renew` asks the reader to open the next stream before this one ends, so that nobody hears longer than they may.
 */
export async function liveRoutes(
  app: FastifyInstance,
  listen: OpenDatabase['listen'],
  admit: Admit,
  { heartbeat, renew, end } = times,
): Promise<void> {
  const streams = new Set<Stream>();
  /** Nothing may be written to a stream that has ended: that would be an error which nobody listens for. */
  const leave = (stream: Stream) => {
    streams.delete(stream);
    for (const timer of stream.timers) clearTimeout(timer);
    // What a reader does not take would keep its stream for as long as it likes.
    if (stream.response.writableLength > 0) stream.response.destroy();
    else stream.response.end();
  };
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
    for (const stream of streams) leave(stream);
    await stop();
  });
  app.get('/live', async (request, reply) => {
    const scope = await admit(request, 'map.see');
    const own = [...streams].filter((stream) => stream.scope.accountId === scope.accountId);
    if (own.length >= mostStreams) throw new AppError({ code: 'tooMany', detail: { limit: mostStreams } });
    const response = reply.hijack().raw;
    // Taken over from the framework, so that nothing on the way out gathers or compresses it.
    for (const [name, value] of Object.entries({ ...reply.getHeaders(), ...streamHeaders })) {
      if (value !== undefined) response.setHeader(name, value);
    }
    send(response, 'retry: 2000\n\n');
    const stream: Stream = {
      scope,
      response,
      timers: [
        setInterval(() => send(response, ': still here\n\n'), heartbeat),
        setTimeout(() => send(response, 'event: renew\ndata:\n\n'), renew),
        setTimeout(() => leave(stream), end),
      ],
    };
    streams.add(stream);
    response.once('close', () => leave(stream));
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
