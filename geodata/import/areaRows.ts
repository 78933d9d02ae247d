import { reading } from '../../server/db/pinyin.ts';
import type { AreaLevel } from '../../shared/area.ts';
import type { Feature } from '../readers/geojson.ts';
import { encodeGeometry } from './ewkb.ts';
import type { Mapping } from './fields.ts';
import type { Outcome } from './rows.ts';
import { sourceOfFeature, textAt } from './source.ts';

const levelWords: Record<string, AreaLevel> = {
  county: 'county',
  县: 'county',
  town: 'town',
  镇: 'town',
  village: 'village',
  村: 'village',
};

/** Turns a feature into an area; its code and parent are found once all areas of the file are known. */
export function areaOf(feature: Feature, mapping: Mapping): Outcome {
  const source = sourceOfFeature(feature, mapping);
  const name = textAt(source, 'name');
  if (name === null) return { rejected: 'missingValue:name' };
  const encoded = encodeGeometry(feature.geometry, 'MultiPolygon');
  if ('fault' in encoded) return { rejected: encoded.fault };
  // Numbers of other registers are no codes of ours, but they tell the areas of a file apart.
  const rawCode = textAt(source, 'code')?.replace(/\.0$/, '') ?? null;
  const sameHeading = mapping.columns.get('town') === mapping.columns.get('name');
  const town = sameHeading ? null : textAt(source, 'town');
  const level = levelOf(textAt(source, 'level'), name, town);
  const row = {
    feature: feature.number,
    label: null,
    sourceKey: `area/${(rawCode ?? [textAt(source, 'county'), town, name].join('/')).slice(0, 400)}`,
    geometry: encoded.hex,
    village: null,
    values: { level, name, ...reading(name), raw_code: rawCode, town, county: textAt(source, 'county') },
  };
  return { row, repairs: encoded.repairs };
}

function levelOf(word: string | null, name: string, town: string | null): AreaLevel {
  const said = levelWords[word ?? ''];
  if (said) return said;
  if (town !== null) return 'village';
  if (/[县縣旗]$|自治县$/.test(name)) return 'county';
  return /([镇鎮乡鄉区區]|街道|办事处)$/.test(name) && !/[社小园]区$/.test(name) ? 'town' : 'village';
}
