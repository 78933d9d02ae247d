import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import type { Geometry } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { capabilities } from '../../server/db/capabilities.ts';
import type { Tx } from '../../server/db/connect.ts';
import { maintain, read } from '../../server/db/transaction.ts';
import { makeTile, tileByDatabase, tileByEncoder } from '../../server/tiles/tile.ts';
import { type TileSet, tileSets } from '../../shared/tiles.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../support/database.ts';
import { scopeOf } from '../support/scope.ts';
import { areaOf, decodeTile, expectSameTile, tileAt, tilePosition, tilesOver } from '../support/tile.ts';

const scope = scopeOf('villageOfficial', '371082');
const sets = Object.keys(tileSets) as TileSet[];
const zooms = [5, 8, 11, 12, 13, 14, 15];

let test: TestDatabase;
let extent: [number, number, number, number];

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  extent = await extentOf('building');
});
afterAll(() => test?.close());

async function extentOf(table: string): Promise<[number, number, number, number]> {
  const [box] = await test.database.execute<{ box: [number, number, number, number] }>(sql`
    select json_build_array(st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)) as box
    from (select st_extent(geometry) as e from ${sql.identifier(table)}) extent`);
  if (!box) throw new Error('the demo has no extent');
  return box.box;
}

const inTx = <Result>(work: (tx: Tx) => Promise<Result>) => read(test.database, scope, work);

async function insertLandform(key: string, geometry: Geometry): Promise<void> {
  await maintain(test.database, 'test', (tx) =>
    tx.execute(sql`
      insert into landform (county_code, kind, name, source, source_key, geometry)
      values ('371082', 'land', ${key}, 'test', ${key}, st_setsrid(st_geomfromgeojson(${JSON.stringify(geometry)}), 4490))`),
  );
}

describe('the tiles of the demo', () => {
  it('hold every building that meets the tile, at its place', async () => {
    for (const tile of tilesOver(extent, 15).slice(0, 8)) {
      const { bytes } = await makeTile(test.database, scope, { set: 'base', scopeKey: '', version: 0, ...tile });
      const expected = await test.database.execute<{ id: number; lng: number; lat: number; properties: object }>(sql`
        select id::float8 as id, st_x(corner) as lng, st_y(corner) as lat,
          json_strip_nulls(json_build_object('kind', kind, 'storeys', storeys, 'name', nullif(name, ''), 'address', nullif(address, ''))) as properties
        from building, lateral (select st_startpoint(st_exteriorring(st_geometryn(geometry, 1))) as corner) corner
        where st_within(geometry_3857, st_tileenvelope(${tile.z}::integer, ${tile.x}::integer, ${tile.y}::integer))`);
      const buildings = bytes.length > 0 ? decodeTile(bytes).get('building') : undefined;
      for (const { id, lng, lat, properties } of expected) {
        const feature = buildings?.get(id);
        expect(feature?.properties, `building ${id}`).toMatchObject(properties);
        const [x, y] = tilePosition(lng, lat, tile.z);
        const [unitX, unitY] = [(x - tile.x) * 4096, (y - tile.y) * 4096];
        const nearest = Math.min(
          ...(feature?.lines.flat() ?? []).map((point) => Math.hypot(point.x - unitX, point.y - unitY)),
        );
        expect(nearest, `corner of building ${id}`).toBeLessThan(1.5);
      }
    }
  });

  it('show only kinds that can be told apart at their zoom', async () => {
    const [x, y] = tileAt((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2, 12);
    const { bytes } = await makeTile(test.database, scope, { set: 'base', scopeKey: '', version: 0, z: 12, x, y });
    const tile = decodeTile(bytes);
    expect(tile.has('building')).toBe(false);
    const streets = [...(tile.get('street')?.values() ?? [])].map((street) => street.properties.kind);
    expect(streets.length).toBeGreaterThan(0);
    expect(streets).not.toContain('lane');
    expect([...(tile.get('landform')?.values() ?? [])].map((form) => form.properties.kind)).not.toContain('contour');
  });

  it('name the outermost zone of every zone', async () => {
    const [x, y] = tileAt((extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2, 13);
    const { bytes } = await makeTile(test.database, scope, { set: 'boundary', scopeKey: '', version: 0, z: 13, x, y });
    const zones = decodeTile(bytes).get('zone');
    expect(zones?.size).toBeGreaterThan(5);
    const rows = await test.database.execute<{ id: number; rootId: number; root: number }>(sql`
      select zone.id::float8 as id, coalesce(parent.id, zone.id)::float8 as "rootId", coalesce(parent.number, zone.number) as root
      from zone left join zone parent on parent.id = zone.parent_id`);
    for (const { id, rootId, root } of rows) {
      const zone = zones?.get(id);
      if (zone) expect(zone.properties).toMatchObject({ rootId, root });
    }
  });
});

describe('shapes that are awkward to cut', () => {
  // A tile in the sea, where the demo draws only the sea.
  const z = 15;
  const [x, y] = tileAt(122.5, 36.8, z);
  const at = (u: number, v: number): [number, number] => [
    ((x + u) / 2 ** z) * 360 - 180,
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + v)) / 2 ** z))) * 180) / Math.PI,
  ];
  const square = (from: number, to: number) => [at(from, from), at(to, from), at(to, to), at(from, to), at(from, from)];

  it('keep their holes, their parts and only what lies within the margin', async () => {
    await insertLandform('holed', { type: 'Polygon', coordinates: [square(0.2, 0.8), square(0.4, 0.6).reverse()] });
    await insertLandform('parts', {
      type: 'MultiPolygon',
      coordinates: [[square(0.1, 0.12)], [square(0.9, 1.5)], [square(3, 4)]],
    });
    await insertLandform('across', { type: 'LineString', coordinates: [at(-2, 0.5), at(3, 0.5)] });
    await insertLandform('margin', { type: 'Point', coordinates: at(1.01, 0.5) });
    await insertLandform('beyond', { type: 'Point', coordinates: at(1.03, 0.5) });
    await insertLandform('covering', { type: 'Polygon', coordinates: [square(-5, 5)] });
    const { bytes } = await makeTile(test.database, scope, { set: 'base', scopeKey: '', version: 0, z, x, y });
    const features = new Map(
      [...(decodeTile(bytes).get('landform')?.values() ?? [])].map((f) => [f.properties.name, f]),
    );

    const unit = 4096 * 4096;
    const close = (name: string, share: number) =>
      expect(areaOf(features.get(name)?.lines ?? []) / unit, name).toBeCloseTo(share, 2);
    close('holed', 0.36 - 0.04);
    close('parts', 0.0004 + (1 + 64 / 4096 - 0.9) ** 2);
    close('covering', (1 + 128 / 4096) ** 2);
    const line =
      features
        .get('across')
        ?.lines.flat()
        .map((point) => point.x) ?? [];
    expect([Math.min(...line), Math.max(...line)]).toEqual([-64, 4160]);
    expect(features.has('margin')).toBe(true);
    expect(features.has('beyond')).toBe(false);
  });
});

describe.runIf(databaseKind === 'native')('the two encoders', () => {
  it('are both at hand on this database', async () => {
    expect(await capabilities(test.database)).toEqual({ mvt: true, copy: true });
  });

  it('give the same features for every tile of the demo and of the awkward shapes', async () => {
    let compared = 0;
    for (const z of zooms) {
      const tiles = [...tilesOver(extent, z), ...tilesOver([122.499, 36.799, 122.501, 36.801], z)];
      for (const tile of tiles) for (const set of sets) compared += await compare(set, tile);
    }
    expect(compared).toBeGreaterThan(4000);
  });

  const geodata = process.env.CUNTU_GEODATA ?? '/nonexistent';
  const villages = join(geodata, 'admin/taipei/taipei_village.geojson');
  it.skipIf(!existsSync(villages))('give the same features for real village borders', async () => {
    const collection: { features: { geometry: Geometry | null }[] } = JSON.parse(readFileSync(villages, 'utf8'));
    for (const [index, { geometry }] of collection.features.slice(0, 200).entries()) {
      if (geometry) await insertLandform(`village-${index}`, geometry);
    }
    await test.database.execute(
      sql`update landform set geometry = st_collectionextract(st_makevalid(geometry), 3) where not st_isvalid(geometry)`,
    );
    const [box] = await test.database.execute<{ box: [number, number, number, number] }>(sql`
      select json_build_array(st_xmin(e), st_ymin(e), st_xmax(e), st_ymax(e)) as box
      from (select st_extent(geometry) as e from landform where source_key like 'village-%') extent`);
    let compared = 0;
    for (const z of [8, 11, 13]) {
      for (const tile of tilesOver(box?.box ?? extent, z)) compared += await compare('base', tile);
    }
    expect(compared).toBeGreaterThan(200);
  });

  async function compare(set: TileSet, tile: { z: number; x: number; y: number }): Promise<number> {
    const address = { set, scopeKey: '', version: 0, ...tile };
    const [native, encoded] = await inTx(async (tx) => [
      await tileByDatabase(tx, address),
      await tileByEncoder(tx, address),
    ]);
    expect(encoded.version).toBe(native.version);
    const [one, other] = [decodeTile(native.bytes), decodeTile(encoded.bytes)];
    expectSameTile(one, other, `${set} ${tile.z}/${tile.x}/${tile.y}`);
    return [...one.values()].reduce((sum, features) => sum + features.size, 0);
  }
});

describe.runIf(databaseKind === 'embedded')('the embedded database', () => {
  it('is known to have no encoder of its own', async () => {
    expect(await capabilities(test.database)).toEqual({ mvt: false, copy: false });
  });
});
