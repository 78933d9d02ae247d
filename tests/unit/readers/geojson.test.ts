import { afterAll, describe, expect, it } from 'vitest';
import { readFeatures } from '../../../geodata/readers/geojson.ts';
import { type Input, openInput } from '../../../geodata/readers/input.ts';
import { geodata, scratch } from '../../support/importing.ts';

const files = scratch();
afterAll(() => files.remove());

async function featuresOf(input: Input) {
  const features = [];
  for await (const batch of readFeatures(input)) features.push(...batch);
  return features;
}

/** The same content handed over in pieces of a few bytes, so that every boundary falls everywhere. */
function inPieces(content: string, size: number): Input {
  const bytes = Buffer.from(content);
  return {
    path: '',
    name: 'pieces.json',
    format: 'json',
    compressed: false,
    size: bytes.length,
    bytes: async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
    },
  };
}

const tricky = JSON.stringify({
  name: 'features',
  features: [
    { type: 'Feature', properties: { text: '村 "[{\\" }]', deep: { features: [1, [2]] } }, geometry: null },
    { type: 'Feature', properties: { end: '\\' }, geometry: { type: 'Point', coordinates: [1, 2] } },
  ],
  type: 'FeatureCollection',
});

describe('features are cut out of the text', () => {
  it.each([1, 2, 3, 7, 64, 10_000])('whatever stands in quotes and wherever %i bytes end', async (size) => {
    const features = await featuresOf(inPieces(tricky, size));
    expect(features.map(({ number, properties, geometry }) => ({ number, properties, geometry }))).toEqual([
      { number: 1, properties: { text: '村 "[{\\" }]', deep: { features: [1, [2]] } }, geometry: null },
      { number: 2, properties: { end: '\\' }, geometry: { type: 'Point', coordinates: [1, 2] } },
    ]);
  });

  it('a byte order mark and features without properties do no harm', async () => {
    const path = files.file(
      'mark.json',
      '\ufeff {"type":"FeatureCollection","features":[{"type":"Feature","properties":null,"geometry":null}]}\n',
    );
    expect(await featuresOf(await openInput(path))).toMatchObject([{ number: 1, properties: {}, geometry: null }]);
  });

  it.each([
    ['something between the features', '{"features":[{"a":1} 5 {"b":2}]}'],
    ['numbers in place of features', '{"features":[1,2]}'],
    ['a list at the top', '[{"type":"Feature"}]'],
  ])('%s is refused', async (_, content) => {
    await expect(featuresOf(inPieces(content, 4))).rejects.toMatchObject({ code: 'malformed' });
  });

  it.skipIf(!geodata)(
    'a bare feature and every bare geometry count as one (skipped without CUNTU_GEODATA)',
    async () => {
      const folder = `${geodata}/importer/geojson-fixtures`;
      expect(await featuresOf(await openInput(`${folder}/feature/one.geojson`))).toHaveLength(1);
      for (const name of ['point', 'polygon-xyz', 'multilinestring', 'geometrycollection']) {
        expect(await featuresOf(await openInput(`${folder}/geometry/${name}.geojson`))).toHaveLength(1);
      }
    },
  );
});
