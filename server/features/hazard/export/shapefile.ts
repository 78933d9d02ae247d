import { promisify } from 'node:util';
import { type AsyncZippable, strToU8, zip } from 'fflate';
import type { Shape } from '../../../../shared/shape.ts';
import type { ListedHazard } from '../items.ts';
import { dbaseOf } from './dbase.ts';
import { type ShapeKind, shapesOf } from './shapes.ts';
import { type Context, columns, shapeOf } from './table.ts';

/** CGCS2000 in degrees, as ESRI writes it. */
const projection =
  'GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]';

/** Packed in workers: tables of texts are a hundred times as long as what they hold. */
const packed = promisify<AsyncZippable, Uint8Array>(zip);

const kinds: ShapeKind[] = ['point', 'line', 'area'];

/** A zip with one shapefile for each sort of geometry that occurs, in UTF-8, and a text that says who took it out and when. */
export async function hazardsAsShapefile(hazards: readonly ListedHazard[], context: Context): Promise<Buffer> {
  const files: AsyncZippable = {
    'README.txt': strToU8(
      `${context.mark.by} ${context.mark.at}\r\n${columns.map(({ short, heading }) => `${short} = ${heading[context.language]}`).join('\r\n')}\r\n`,
    ),
  };
  const shaped = hazards.map((hazard) => ({ hazard, shape: shapeOf(hazard) }));
  for (const kind of kinds) {
    const own = shaped.filter(({ shape }) => kindOf(shape) === kind);
    if (own.length === 0) continue;
    const { shp, shx } = shapesOf(
      kind,
      own.map(({ shape }) => shape),
    );
    const name = `hazard_${kind}`;
    files[`${name}.shp`] = shp;
    files[`${name}.shx`] = shx;
    files[`${name}.dbf`] = dbaseOf(
      columns.map(({ short }) => short),
      own.map(({ hazard }) => columns.map((column) => column.cell(hazard, context))),
    );
    files[`${name}.prj`] = strToU8(projection);
    files[`${name}.cpg`] = strToU8('UTF-8');
  }
  return Buffer.from(await packed(files));
}

function kindOf(shape: Shape): ShapeKind {
  switch (shape.type) {
    case 'Point':
    case 'MultiPoint':
      return 'point';
    case 'LineString':
    case 'MultiLineString':
      return 'line';
    case 'Polygon':
    case 'MultiPolygon':
      return 'area';
  }
}
