import { afterAll, describe, expect, it } from 'vitest';
import { openInput } from '../../../geodata/readers/input.ts';
import { assembleArea, type Position } from '../../../geodata/readers/multipolygon.ts';
import { NodeStore } from '../../../geodata/readers/nodeStore.ts';
import { type OsmShape, readOsm } from '../../../geodata/readers/osm.ts';
import { addressOf, buildingKind, groundKind, placeCategory, streetKind } from '../../../geodata/readers/osmTags.ts';
import { Spool } from '../../../geodata/readers/spool.ts';
import { fixture, scratch } from '../../support/importing.ts';

const files = scratch();
afterAll(() => files.remove());

describe('the node store', () => {
  it.each([
    ['in memory', 256],
    ['with most of it on disk', 1],
  ])('gives back every position to the last decimal %s', (_, blocks) => {
    const store = new NodeStore(blocks);
    const count = 200_000;
    for (let id = 1; id <= count; id += 1) store.add(id * 3, id / 1e4 - 90, 60 - id / 1e4);
    store.seal();
    for (const id of [1, 2, 65_536, 65_537, 131_073, count]) {
      expect(store.get(id * 3)).toEqual([
        Math.round((id / 1e4 - 90) * 1e7) / 1e7,
        Math.round((60 - id / 1e4) * 1e7) / 1e7,
      ]);
    }
    expect(store.get(4)).toBeUndefined();
    expect(store.get(count * 3 + 3)).toBeUndefined();
    store.remove();
  });

  it('finds nodes that come in no order, such as the negative ids of an editor', () => {
    const store = new NodeStore(2);
    for (let id = 1; id <= 150_000; id += 1) store.add(id % 2 === 0 ? -id : id, id / 1e4, 1);
    store.seal();
    expect(store.get(-150_000)).toEqual([15, 1]);
    expect(store.get(149_999)).toEqual([14.9999, 1]);
    expect(store.get(150_000)).toBeUndefined();
    store.remove();
  });
});

it('a spool gives its items back in order, from memory and from disk', () => {
  const spool = new Spool<{ id: number }>(100_000);
  for (let id = 0; id < 20_000; id += 1) spool.add({ id });
  const ids = [...spool.batches()].flat().map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 20_000 }, (_, id) => id));
  spool.remove();
});

describe('the border of an area', () => {
  const corners: Record<number, Position> = {
    1: [0, 0],
    2: [10, 0],
    3: [10, 10],
    4: [0, 10],
    5: [2, 2],
    6: [4, 2],
    7: [4, 4],
    8: [20, 20],
    9: [21, 20],
    10: [21, 21],
  };
  const positionOf = (id: number) => corners[id];

  it('is joined from ways that run either way, and its hole put inside', () => {
    const area = assembleArea(
      [
        { refs: [1, 2, 3], inner: false },
        { refs: [1, 4, 3], inner: false },
        { refs: [5, 6, 7, 5], inner: true },
        { refs: [8, 9, 10, 8], inner: false },
      ],
      positionOf,
    );
    expect(area.polygons.map((rings) => rings.map((ring) => ring.length))).toEqual([[4], [5, 4]]);
    expect([area.openRings, area.strayHoles]).toEqual([0, 0]);
  });

  it('that does not close is told, and so is a hole outside of it', () => {
    const open = assembleArea([{ refs: [1, 2, 3], inner: false }], positionOf);
    expect([open.polygons.length, open.openRings]).toEqual([0, 1]);
    const stray = assembleArea(
      [
        { refs: [1, 2, 3, 4, 1], inner: false },
        { refs: [8, 9, 10, 8], inner: true },
      ],
      positionOf,
    );
    expect([stray.polygons.length, stray.strayHoles]).toEqual([1, 1]);
  });

  it('with a corner the file lacks is not closed across the gap', () => {
    const area = assembleArea([{ refs: [1, 2, 99, 4, 1], inner: false }], positionOf);
    expect([area.polygons.length, area.openRings]).toEqual([0, 1]);
  });
});

async function shapesOf(path: string): Promise<Map<string, OsmShape>> {
  const shapes = new Map<string, OsmShape>();
  for await (const batch of readOsm(await openInput(path), { node: 0, way: 0, relation: 0 })) {
    for (const shape of batch) shapes.set(shape.key, shape);
  }
  return shapes;
}

describe('OpenStreetMap files', () => {
  it('give the same shapes from XML and from PBF', async () => {
    const xml = await shapesOf(fixture('hamlet.osm'));
    expect(await shapesOf(fixture('hamlet.osm.pbf'))).toEqual(xml);
    expect(xml.get('relation/504')?.fault).toBe('ringNotClosed');
    expect(xml.get('way/107')).toBeUndefined();
  });

  it('may name nodes after the ways that use them', async () => {
    const path = files.file(
      'order.osm',
      `<osm version='0.6'><way id='1'><nd ref='2'/><nd ref='1'/><tag k='highway' v='path'/></way>
      <node id='1' lon='1' lat='2'/><node id='2' lon='3' lat='4'/><node id='3' lon='3' lat='4' visible='false'/></osm>`,
    );
    expect((await shapesOf(path)).get('way/1')?.geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [3, 4],
        [1, 2],
      ],
    });
  });
});

describe('tags', () => {
  it.each([
    [streetKind({ highway: 'motorway_link' }), 'highway'],
    [streetKind({ highway: 'residential' }), 'street'],
    [streetKind({ railway: 'rail' }), 'rail'],
    [streetKind({ highway: 'proposed' }), null],
    [buildingKind({ building: 'yes' }), 'other'],
    [buildingKind({ building: 'no' }), null],
    [groundKind({ natural: 'water', water: 'river' }), 'river'],
    [groundKind({ landuse: 'farmland' }), 'field'],
    [groundKind({ highway: 'pedestrian', area: 'yes' }), 'square'],
    [placeCategory({ place: 'hamlet' }), 'settlement'],
    [placeCategory({ shop: 'bakery' }), 'shop'],
    [placeCategory({ amenity: 'bench' }), null],
    [addressOf({ 'addr:street': '望海街', 'addr:housenumber': '17' }), '望海街17号'],
    [addressOf({ 'addr:street': 'Hauptstraße', 'addr:housenumber': '5a' }), 'Hauptstraße 5a'],
  ])('%s', (found, expected) => {
    expect(found).toBe(expected);
  });
});
