import exifr from 'exifr';
import sharp from 'sharp';
import { AppError } from '../../shared/errors.ts';
import { type Position, positionSchema } from '../../shared/geo.ts';

/** The longer side in pixels of what is kept and of what lists show. */
const sides = { full: 2048, small: 400 } as const;
/** More pixels than a telephone's camera has are no photograph but an attack. */
const mostPixels = 120_000_000;

export type ReadPhoto = {
  full: Buffer;
  small: Buffer;
  width: number;
  height: number;
  /** Where and when the camera says it was, before that is taken out of the picture. */
  position: Position | null;
  takenAt: Date | null;
};

/**
 * A photograph made smaller, turned upright and rid of everything but its pixels. What it is says its content and not
 * its name. Throws photoHeic for what newer
 * telephones write unless told otherwise, which no free decoder reads, and photoUnreadable for anything but a whole JPEG, PNG or WebP.
 */
export async function readPhoto(name: string, bytes: Buffer): Promise<ReadPhoto> {
  const unreadable = (cause?: unknown) =>
    new AppError({ code: 'photoUnreadable', detail: { name: name.slice(0, 80) }, cause });
  if (isHeic(bytes)) throw new AppError({ code: 'photoHeic', detail: { name: name.slice(0, 80) } });
  if (!isPhoto(bytes)) throw unreadable();
  try {
    const [full, small, said] = await Promise.all([
      shrink(bytes, sides.full),
      shrink(bytes, sides.small),
      readTags(bytes),
    ]);
    return { full: full.data, small: small.data, width: full.info.width, height: full.info.height, ...said };
  } catch (error) {
    throw unreadable(error);
  }
}

function isPhoto(bytes: Buffer): boolean {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return true;
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return true;
  return bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/** HEIF and HEIC: a box `ftyp` whose brands, the first or a later one, are of that family. */
function isHeic(bytes: Buffer): boolean {
  if (bytes.toString('latin1', 4, 8) !== 'ftyp') return false;
  const brands = bytes.toString('latin1', 8, Math.min(bytes.length, 64, bytes.readUInt32BE(0)));
  return /hei[cxms]|hev[cxms]|mif1|msf1/.test(brands);
}

function shrink(bytes: Buffer, side: number) {
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
    .rotate()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: false })
    .toBuffer({ resolveWithObject: true });
}

/** Tags are a courtesy of the camera: where they are broken there are none. */
async function readTags(bytes: Buffer): Promise<{ position: Position | null; takenAt: Date | null }> {
  const tags: unknown = await exifr
    .parse(bytes, {
      gps: true,
      pick: ['DateTimeOriginal', 'GPSLatitude', 'GPSLongitude', 'GPSLatitudeRef', 'GPSLongitudeRef'],
    })
    .catch(() => null);
  if (typeof tags !== 'object' || tags === null) return { position: null, takenAt: null };
  const { longitude, latitude, DateTimeOriginal: taken } = tags as Record<string, unknown>;
  const position = positionSchema.safeParse([longitude, latitude]);
  // A camera that does not know where it is often says 0, 0.
  const isKnown = position.success && !(position.data[0] === 0 && position.data[1] === 0);
  return {
    position: isKnown ? position.data : null,
    takenAt: taken instanceof Date && !Number.isNaN(taken.getTime()) ? taken : null,
  };
}
