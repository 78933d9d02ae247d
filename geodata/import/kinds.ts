import type { Format } from '../readers/input.ts';
import { InputError } from '../readers/refusal.ts';
import { stagedTables } from './tables.ts';

/** What a file can be imported as; `osm` brings streets, buildings, ground, places and areas in one go. */
export const importKinds = ['osm', ...stagedTables] as const;
export type ImportKind = (typeof importKinds)[number];

const formatsOf: Record<ImportKind, readonly Format[]> = {
  osm: ['osmXml', 'osmPbf'],
  area: ['json', 'shapefile'],
  zone: ['json', 'shapefile'],
  street: ['json', 'shapefile'],
  building: ['json', 'shapefile'],
  landform: ['json', 'shapefile'],
  place: ['json', 'shapefile', 'table', 'xlsx'],
  household: ['json', 'shapefile', 'table', 'xlsx'],
  person: ['table', 'xlsx'],
  hazard: ['json', 'shapefile', 'table', 'xlsx'],
};

const formatNames: Record<Format, [string, string]> = {
  osmXml: ['OpenStreetMap XML（.osm、.osm.gz）', 'OpenStreetMap XML (.osm, .osm.gz)'],
  osmPbf: ['OpenStreetMap PBF（.osm.pbf）', 'OpenStreetMap PBF (.osm.pbf)'],
  json: ['GeoJSON', 'GeoJSON'],
  shapefile: ['Shapefile（.shp、.zip）', 'a shapefile (.shp, .zip)'],
  table: ['文本表格（.csv）', 'a text table (.csv)'],
  xlsx: ['XLSX 工作簿', 'an XLSX workbook'],
};

/** Reads the word after `--as`; without one only OpenStreetMap data speaks for itself. Throws InputError. */
export function kindOf(word: string | undefined, format: Format): ImportKind {
  const kind = importKinds.find((known) => known === word);
  if (kind) return kind;
  if (word === undefined && (format === 'osmXml' || format === 'osmPbf')) return 'osm';
  const known = importKinds.join(', ');
  throw new InputError(
    'unknownKind',
    word === undefined ? `请用 --as 指明数据种类：${known}。` : `不认识的数据种类 ${word}；--as 可用：${known}。`,
    word === undefined ? `Say what the file holds by --as: ${known}.` : `Unknown kind ${word}: --as takes ${known}.`,
  );
}

/** Throws InputError when a file of this format cannot hold such data. */
export function checkFormat(kind: ImportKind, format: Format, name: string): void {
  const accepted = formatsOf[kind];
  if (accepted.includes(format)) return;
  const [chinese, english] = formatNames[format];
  throw new InputError(
    'wrongFormat',
    `文件 ${name} 的内容是${chinese}，--as ${kind} 需要${accepted.map((each) => formatNames[each][0]).join('或')}。`,
    `${name} holds ${english}, but --as ${kind} needs ${accepted.map((each) => formatNames[each][1]).join(' or ')}.`,
  );
}
