import { z } from 'zod';
import { positionSchema } from '../../shared/geo.ts';
import { regionSchema } from '../../shared/shape.ts';
import { ask } from './ask.ts';
import { fetchSigned } from './session.ts';

const photoSchema = z.object({ id: z.number(), position: positionSchema.nullable() });
export type UploadedPhoto = z.infer<typeof photoSchema>;
const areaSchema = z.object({ region: regionSchema, simplified: z.boolean() });

/**
 * Sends one photograph; nobody else sees it before it is given to a report or a step.
 * @throws {AppError} photoUnreadable, photoHeic, fileTooLarge
 */
export async function uploadPhoto(countyCode: string, file: File): Promise<UploadedPhoto> {
  return photoSchema.parse(await sendFile(`/photos/${countyCode}`, file));
}

/** Where a photograph is shown, in full or as a small one for a list. */
export function photoAddress(countyCode: string, id: number, size: 'full' | 'small'): string {
  return `/photos/${countyCode}/${id}/${size}`;
}

/**
 * The areas of a GeoJSON, a zipped Shapefile or a KML file as one; nothing of it is kept.
 * @throws {AppError} fileUnreadable, fileNoArea, fileNotDegrees, fileTooLarge
 */
export async function uploadRegion(file: File): Promise<z.infer<typeof areaSchema>> {
  return areaSchema.parse(await sendFile('/regions', file));
}

async function sendFile(address: string, file: File): Promise<unknown> {
  const body = new FormData();
  body.append('file', file);
  const response = await ask(address, { method: 'POST', body }, fetchSigned);
  return response.json();
}
