import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { authPath, type Door, doorSchema } from '../../shared/account.ts';
import { ask } from './ask.ts';

/** Sends one of the requests that `shared/account.ts` lists and reads its answer. Throws AppError. */
export async function askAuth<Answer>(
  path: string,
  answer: z.ZodType<Answer>,
  body: Record<string, string> = {},
): Promise<Answer> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await ask(`${authPath}/${path}`, init);
  return answer.parse(await response.json());
}

/** For requests whose answer says nothing. */
export const nothingSchema = z.unknown();

/** Who is signed in and which ways in there are. Throws AppError. */
export async function askDoor(): Promise<Door> {
  const response = await ask(`${authPath}/session`, {});
  return doorSchema.parse(await response.json());
}

/** The door as a query: asked once, and again only when something has changed at it. Without a network it stays unanswered. */
export const doorQuery = queryOptions({
  queryKey: ['door'],
  queryFn: askDoor,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  retry: false,
  retryOnMount: false,
});
