import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import * as shpjs from 'shpjs';
import { readDbase } from './dbase.ts';
import type { Feature } from './geojson.ts';
import { type Input, truncatedFile } from './input.ts';
import { type Projection, projectionOf } from './projection.ts';
import { InputError } from './refusal.ts';

/** Files that belong together, by the end of their names. */
type Parts = Partial<Record<'shp' | 'dbf' | 'prj' | 'cpg', Buffer>>;
const endings = ['shp', 'dbf', 'prj', 'cpg'] as const;

/** Geometry and table are read whole, so that they may take this many bytes together. */
const mostBytes = 500 << 20;
const batchSize = 2_000;

export type OpenShapefile = { detected: Record<string, string>; features: AsyncGenerator<Feature[]> };

/**
 * A shapefile: the `.shp` with the files of the same name beside it, or a zip with one or several of them, which are read
 * one after the other. Features are numbered from 1, degrees are those of CGCS2000. Throws InputError for what is
 * missing, cut off, too large, or in a coordinate system or encoding that cannot be told.
 */
export async function openShapefile(input: Input): Promise<OpenShapefile> {
  const layers = input.name.toLowerCase().endsWith('.shp') ? [await partsBeside(input)] : await partsWithin(input);
  const detected: Record<string, string> = {};
  const read: { geometries: unknown[]; rows: (Record<string, string | number> | null)[] }[] = [];
  for (const { name, parts } of layers) {
    const { shp: shape, dbf } = complete(name, parts);
    const projection = projectionOf(`${name}.shp`, parts.prj?.toString('utf8') ?? null, boundsOf(name, shape));
    const { encoding, rows } = await readDbase(`${name}.dbf`, dbf, parts.cpg?.toString('latin1') ?? null);
    const geometries = geometriesOf(name, shape, projection);
    if (geometries.length !== rows.length) throw uneven(name, geometries.length, rows.length);
    detected.encoding = encoding;
    detected.coordinates = wordOf(projection, parts.prj !== undefined);
    read.push({ geometries, rows });
  }
  return { detected, features: featuresOf(read) };
}

function wordOf(projection: Projection, isSaid: boolean): string {
  if (projection.kind === 'projected') return projection.name;
  return isSaid ? 'degrees' : 'degrees (no .prj)';
}

async function* featuresOf(
  layers: { geometries: unknown[]; rows: (Record<string, string | number> | null)[] }[],
): AsyncGenerator<Feature[]> {
  let number = 0;
  let batch: Feature[] = [];
  for (const { geometries, rows } of layers) {
    for (const [index, properties] of rows.entries()) {
      number += 1;
      if (properties === null) continue;
      const geometry = geometries[index] ?? null;
      batch.push({ number, properties, geometry, text: JSON.stringify([properties, geometry]) });
      if (batch.length < batchSize) continue;
      yield batch;
      batch = [];
    }
  }
  yield batch;
}

type Layer = { name: string; parts: Parts };

/** Names differ in case from machine to machine. */
async function partsBeside({ path, size }: Input): Promise<Layer> {
  const directory = dirname(path);
  const stem = basename(path).slice(0, -4);
  const beside = (await readdir(directory)).filter((name) => name.slice(0, -4).toLowerCase() === stem.toLowerCase());
  const parts: Parts = {};
  for (const ending of endings) {
    const name = beside.find((each) => each.toLowerCase().endsWith(`.${ending}`));
    if (name === undefined) continue;
    const file = join(directory, name);
    if (size + (await stat(file)).size > mostBytes) throw tooLarge(basename(path));
    parts[ending] = await readFile(file);
  }
  return { name: stem, parts };
}

async function partsWithin({ path, name }: Input): Promise<Layer[]> {
  const layers = new Map<string, Parts>();
  let total = 0;
  const bytes = new Uint8Array(await readFile(path));
  for (const [file, content] of Object.entries(unpacked())) {
    const stem = file.slice(0, -4);
    const ending = endings.find((each) => file.toLowerCase().endsWith(`.${each}`));
    if (ending) layers.set(stem, { ...layers.get(stem), [ending]: Buffer.from(content) });
  }
  return [...layers]
    .filter(([, { shp: shape }]) => shape)
    .map(([stem, parts]) => ({ name: stem.split('/').at(-1) ?? stem, parts }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));

  function unpacked(): Record<string, Uint8Array> {
    try {
      return unzipSync(bytes, {
        filter: (file) => {
          if (file.name.startsWith('__MACOSX') || !endings.some((each) => file.name.toLowerCase().endsWith(`.${each}`)))
            return false;
          total += file.originalSize;
          if (total > mostBytes) throw tooLarge(name);
          return true;
        },
      });
    } catch (error) {
      throw error instanceof InputError ? error : truncatedFile(name, error);
    }
  }
}

function complete(name: string, parts: Parts): { shp: Buffer; dbf: Buffer } {
  const { shp: shape, dbf } = parts;
  if (shape && dbf) return { shp: shape, dbf };
  throw new InputError(
    'missing',
    `${name}.shp 旁边缺少 ${name}.dbf（属性表）；请把 .shp、.dbf、.prj、.cpg 一起放在同一目录，或打成一个 zip。`,
    `${name}.dbf, the table of ${name}.shp, is missing: put .shp, .dbf, .prj and .cpg together into one directory or one zip.`,
  );
}

const headSize = 100;

/** West, south, east, north, as the head of the file says. */
function boundsOf(name: string, shape: Buffer): number[] {
  if (shape.length < headSize || shape.readInt32BE(0) !== 9994 || shape.readInt32BE(24) * 2 > shape.length) {
    throw truncatedFile(`${name}.shp`);
  }
  return [36, 44, 52, 60].map((at) => shape.readDoubleLE(at));
}

function geometriesOf(name: string, shape: Buffer, projection: Projection): unknown[] {
  if (shape.length === headSize) return [];
  try {
    // Degrees are left as they are: worked out from themselves they would change in their last digit.
    return shpjs.parseShp(shape, projection.kind === 'projected' ? projection.text : undefined);
  } catch (cause) {
    throw new InputError(
      'malformed',
      `文件 ${name}.shp 无法读出图形（坐标系 ${projection.kind === 'projected' ? projection.name : '经纬度'}）；请转换为 CGCS2000（EPSG:4490）并重新导出。`,
      `The geometry of ${name}.shp cannot be read: convert it to CGCS2000 (EPSG:4490) and export it again.`,
      { cause },
    );
  }
}

function uneven(name: string, shapes: number, rows: number): InputError {
  return new InputError(
    'malformed',
    `${name}.shp 有 ${shapes} 个图形，${name}.dbf 有 ${rows} 行，两者不是一套；请重新导出。`,
    `${name}.shp holds ${shapes} shapes and ${name}.dbf ${rows} rows: they do not belong together, export them again.`,
  );
}

function tooLarge(name: string): InputError {
  return new InputError(
    'badOption',
    `文件 ${name} 超过 500 MB，Shapefile 要整个读入内存；请分成几份，或导出为 GeoJSON 再导入。`,
    `${name} takes more than 500 MB, and a shapefile is read whole: split it, or export it as GeoJSON.`,
  );
}
