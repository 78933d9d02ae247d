import { TRPCClientError } from '@trpc/client';
import type { TFunction } from 'i18next';
import { z } from 'zod';
import { AppError, type ErrorCode, type ErrorDetail, errorCodes, errorDetailSchema } from '../../shared/errors.ts';

const failureSchema = z.object({
  appCode: z.enum(errorCodes),
  detail: errorDetailSchema.default({}),
  requestId: z.string().default(''),
});

type Failure = { code: ErrorCode; detail: ErrorDetail; requestId: string };

/** What went wrong as the server told it; `unavailable` when the server could not be reached at all. */
function failureOf(error: unknown): Failure {
  if (error instanceof AppError) return { code: error.code, detail: error.detail, requestId: '' };
  if (!(error instanceof TRPCClientError)) return { code: 'internal', detail: {}, requestId: '' };
  const told = failureSchema.safeParse(error.data);
  if (!told.success) return { code: 'unavailable', detail: {}, requestId: '' };
  return { code: told.data.appCode, detail: told.data.detail, requestId: told.data.requestId };
}

export function errorCodeOf(error: unknown): ErrorCode {
  return failureOf(error).code;
}

/** What the server told about it: seconds to wait, the field that is wrong. Nothing when it told nothing. */
export function errorDetailOf(error: unknown): ErrorDetail {
  return failureOf(error).detail;
}

/** A sentence for whoever met the failure: what happened and what to do. */
export function errorText(error: unknown, t: TFunction): string {
  const { code, detail, requestId } = failureOf(error);
  // Some failures have a sentence for each of their reasons.
  const { reason } = detail;
  const sentence = t(`error.${code}`, typeof reason === 'string' ? { ...detail, context: reason } : { ...detail });
  return code === 'internal' && requestId ? `${sentence} ${t('error.request', { requestId })}` : sentence;
}
