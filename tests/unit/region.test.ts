import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { shapesOf } from '../../server/features/hazard/export/shapes.ts';
import { readRegion } from '../../server/uploads/region.ts';

const ring = Array.from({ length: 400 }, (_, at): [number, number] => {
  const angle = (-2 * Math.PI * (at % 399)) / 399;
  return [122.43 + Math.cos(angle) * 0.01, 36.91 + Math.sin(angle) * 0.01];
});
const { shp } = shapesOf('area', [{ type: 'Polygon', coordinates: [ring] }]);
const degrees = strToU8(
  'GEOGCS["China Geodetic Coordinate System 2000",DATUM["China_2000",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]',
);

const unreadable = expect.objectContaining({ code: 'fileUnreadable' });

/** A zip whose directory says that its first file unpacks to so many bytes. */
function zipSaying(size: number): Buffer {
  const zip = Buffer.from(zipSync({ 'area.shp': shp, 'area.prj': degrees, 'read me.txt': strToU8('村界') }));
  zip.writeUInt32LE(size, zip.indexOf('PK\x01\x02', 0, 'latin1') + 24);
  return zip;
}

test('the areas of a zipped shapefile are found without its table', () => {
  const { region } = readRegion('area.zip', zipSaying(shp.length));
  expect(region.coordinates.flat(2)).toHaveLength(400);
});

test('a file of a zip that is larger than the zip says is not unpacked any further', () => {
  expect(() => readRegion('area.zip', zipSaying(5_000))).toThrow(unreadable);
});

test('a zip that would unpack to more than 200 MB is refused by what it says of itself', () => {
  expect(() => readRegion('area.zip', zipSaying(300 << 20))).toThrow(unreadable);
});
