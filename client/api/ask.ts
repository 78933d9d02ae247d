import { z } from 'zod';
import { AppError, errorCodes, errorDetailSchema } from '../../shared/errors.ts';

const refusalSchema = z.object({ error: z.enum(errorCodes), detail: errorDetailSchema.default({}) });

/**
 * A request beside tRPC, and its answer when it was granted.
 * @throws {AppError} as the server refused it; `unavailable` when it cannot be reached or does not say why
 */
export async function ask(address: string, init: RequestInit, send: typeof fetch = fetch): Promise<Response> {
  const response = await send(address, init).catch((cause: unknown) => {
    throw new AppError({ code: 'unavailable', cause });
  });
  if (response.ok) return response;
  const refusal = refusalSchema.safeParse(await response.json().catch(() => null)).data;
  throw new AppError(refusal ? { code: refusal.error, detail: refusal.detail } : { code: 'unavailable' });
}
