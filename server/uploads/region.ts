import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import * as shpjs from 'shpjs';
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';
import { type Region, regionSchema } from '../../shared/shape.ts';
import { cornersOf, straightened } from './straighten.ts';

type Ring = [number, number][];
type Polygon = Ring[];

/** More corners than this take long to mend. */
const mostCorners = 5_000;
const mostParts = 1_000;

export type GivenRegion = { region: Region; simplified: boolean };

/**
 * The areas in an uploaded file as one: GeoJSON, a zipped Shapefile, or KML, told apart by content. Degrees, longitude
 * first; straightened as little as it takes to have 5,000 corners. Throws fileUnreadable when it is none of these,
 * fileNoArea when it holds none, fileNotDegrees when it holds other coordinates, and tooMany when it holds more than 1,000.
 */
export function readRegion(name: string, bytes: Buffer): GivenRegion {
  const detail = { name: name.slice(0, 80) };
  const unreadable = (cause?: unknown) => new AppError({ code: 'fileUnreadable', detail, cause });
  let polygons: Polygon[];
  try {
    polygons = polygonsOf(bytes);
  } catch (error) {
    throw unreadable(error);
  }
  if (polygons.length > mostParts) throw new AppError({ code: 'tooMany', detail: { most: mostParts } });
  const given: Region = { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map(flatRing)) };
  if (polygons.length === 0) throw new AppError({ code: 'fileNoArea', detail });
  if (!isInDegrees(given)) throw new AppError({ code: 'fileNotDegrees', detail });
  const region = regionSchema.safeParse(straightened(given, mostCorners));
  if (!region.success) throw unreadable(region.error);
  return { region: region.data, simplified: cornersOf(region.data) < cornersOf(given) };
}

function isInDegrees({ coordinates }: Extract<Region, { type: 'MultiPolygon' }>): boolean {
  return coordinates.flat(2).every(([lng, lat]) => Math.abs(lng) <= 180 && Math.abs(lat) <= 90);
}

function polygonsOf(bytes: Buffer): Polygon[] {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return polygonsOfShapefiles(bytes);
  const text = new TextDecoder('utf-8', { fatal: true })
    .decode(bytes)
    .replace(/^\uFEFF/, '')
    .trimStart();
  return text.startsWith('<') ? polygonsOfKml(text) : polygonsIn(JSON.parse(text));
}

const mostUnpacked = 200 * 1024 * 1024;

/** Polygons of every `.shp` in a zip; only it and the `.prj` beside it are unpacked. */
function polygonsOfShapefiles(bytes: Buffer): Polygon[] {
  let total = 0;
  // A small zip may hold a huge file: none is unpacked beyond the size that the directory of the zip gives for it.
  const files = unzipSync(bytes, {
    filter: ({ name, originalSize }) => {
      if (!/\.(shp|prj)$/i.test(name)) return false;
      total += originalSize;
      if (total > mostUnpacked) throw new Error('the archive unpacks to too much');
      return true;
    },
  });
  return Object.entries(files).flatMap(([name, content]) => {
    if (!/\.shp$/i.test(name)) return [];
    const projection = Object.keys(files).find(
      (other) => other.toLowerCase() === `${name.slice(0, -4)}.prj`.toLowerCase(),
    );
    const text = projection === undefined ? undefined : new TextDecoder().decode(files[projection]);
    const shape = Buffer.from(content);
    // Shapes that are cut off would be left out without a word.
    if (shape.readInt32BE(24) * 2 > shape.length) throw new Error('the shapefile is cut off');
    return shpjs.parseShp(shape, text).flatMap(polygonsIn);
  });
}

const looseGeometry = z.looseObject({ type: z.string() });

/** Every polygon anywhere in a GeoJSON object. */
function polygonsIn(value: unknown): Polygon[] {
  const read = looseGeometry.safeParse(value);
  if (!read.success) return [];
  const object = read.data;
  switch (object.type) {
    case 'FeatureCollection':
      return Array.isArray(object.features) ? object.features.flatMap(polygonsIn) : [];
    case 'Feature':
      return polygonsIn(object.geometry);
    case 'GeometryCollection':
      return Array.isArray(object.geometries) ? object.geometries.flatMap(polygonsIn) : [];
    case 'Polygon':
      return [polygonSchema.parse(object.coordinates)];
    case 'MultiPolygon':
      return z.array(polygonSchema).parse(object.coordinates);
    default:
      return [];
  }
}

const polygonSchema = z.array(
  z.array(z.tuple([z.number(), z.number()], z.number()).transform(([x, y]): [number, number] => [x, y])),
);

function flatRing(ring: Ring): Ring {
  const [first] = ring;
  const last = ring.at(-1);
  const isClosed = first && last && first[0] === last[0] && first[1] === last[1];
  return isClosed || !first ? ring : [...ring, first];
}

/** Polygons of a KML file; saxes expands no entities but the five of XML. */
function polygonsOfKml(text: string): Polygon[] {
  const polygons: Polygon[] = [];
  const parser = new SaxesParser();
  let rings: Polygon | null = null;
  let coordinates: string | null = null;
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'Polygon') rings = [];
    if (tag === 'coordinates' && rings) coordinates = '';
  });
  parser.on('text', (piece) => {
    if (coordinates !== null) coordinates += piece;
  });
  parser.on('closetag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'coordinates' && rings && coordinates !== null) {
      rings.push(ringOf(coordinates));
      coordinates = null;
    }
    if (tag === 'Polygon' && rings) {
      polygons.push(rings);
      rings = null;
    }
  });
  parser.write(text).close();
  return polygons;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function ringOf(text: string): Ring {
  return text
    .trim()
    .split(/\s+/)
    .map((corner) => {
      const [lng = Number.NaN, lat = Number.NaN] = corner.split(',').map(Number);
      return [lng, lat];
    });
}
