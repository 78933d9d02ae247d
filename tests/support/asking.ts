import type { FastifyInstance } from 'fastify';
import { askingAs } from './signIn.ts';

export type Answer<Data> = { data: Data; code: string | undefined; detail: unknown; status: number };

/** Calls a procedure of a server under test as whoever the cookie is of. `data` is only there when `code` is not. */
export async function callAs<Data>(
  app: FastifyInstance,
  cookie: string,
  procedure: string,
  input: object,
): Promise<Answer<Data>> {
  const response = await askingAs(app, cookie)({ method: 'POST', url: `/trpc/${procedure}`, payload: input });
  const { result, error } = response.json();
  return { data: result?.data, code: error?.data.appCode, detail: error?.data.detail, status: response.statusCode };
}
