import fastifyMultipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '../../shared/errors.ts';

/** Lets routes take in files. */
export async function acceptFiles(app: FastifyInstance): Promise<void> {
  await app.register(fastifyMultipart, { limits: { files: 1, fields: 0, parts: 1, headerPairs: 50 } });
}

/** The one file a request brings, whole in memory. Throws fileTooLarge and invalidInput when there is none. */
export async function receiveFile(
  request: FastifyRequest,
  megabytes: number,
): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart()) throw new AppError({ code: 'invalidInput', detail: { field: 'file' } });
  const file = await request.file({ limits: { fileSize: megabytes * 1024 * 1024 } });
  if (!file) throw new AppError({ code: 'invalidInput', detail: { field: 'file' } });
  try {
    return { name: file.filename, bytes: await file.toBuffer() };
  } catch (error) {
    if (file.file.truncated) throw new AppError({ code: 'fileTooLarge', detail: { megabytes }, cause: error });
    throw error;
  }
}
