import type { FastifyInstance } from 'fastify';
import type { Door } from '../../shared/account.ts';

/** `cookie` and `cookies`: what the browser holds then, and what was set; `clears`: what of the site it is to forget. */
export type Answer = {
  status: number;
  body: Record<string, unknown>;
  cookie: string;
  cookies: string[];
  clears: unknown;
};
export type Visitor = {
  /** Sends JSON under `/api/auth` as a page of this origin would; `cookie` of the answer is what the browser holds then. */
  post(path: string, body: object, cookie?: string, headers?: Record<string, string>): Promise<Answer>;
  /** Whom the server takes the holder of these cookies for. */
  whoIs(cookie: string): Promise<Door['signed']>;
};

export function visitor(app: FastifyInstance): Visitor {
  return {
    post: async (path, body, cookie = '', headers = {}) => {
      const response = await app.inject({
        method: 'POST',
        url: `/api/auth/${path}`,
        payload: body,
        headers: { host: 'map.test', origin: 'http://map.test', ...(cookie ? { cookie } : {}), ...headers },
      });
      const cookies = [response.headers['set-cookie'] ?? []].flat();
      const clears = response.headers['clear-site-data'];
      return {
        status: response.statusCode,
        body: response.json(),
        cookie: heldAfter(cookie, cookies),
        cookies,
        clears,
      };
    },
    whoIs: async (cookie) => (await app.inject({ url: '/api/auth/session', headers: { cookie } })).json<Door>().signed,
  };
}

/** The cookies a browser holds after an answer that sets some and ends others. */
export function heldAfter(held: string, set: string[]): string {
  const kept = new Map(held ? held.split('; ').map((part): [string, string] => [part.split('=')[0] ?? '', part]) : []);
  for (const line of set) {
    const pair = line.split(';')[0] ?? '';
    const name = pair.split('=')[0] ?? '';
    if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) kept.delete(name);
    else kept.set(name, pair);
  }
  return [...kept.values()].join('; ');
}
