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

/** Key of the door in the query cache. */
export const doorKey = ['door'] as const;
