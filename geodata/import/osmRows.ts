import type { Geometry } from 'geojson';
import { reading } from '../../server/db/pinyin.ts';
import type { OsmShape } from '../readers/osm.ts';
import type { Tags } from '../readers/osmElement.ts';
import {
  addressOf,
  buildingKind,
  groundKind,
  groundLineKind,
  groundPointKind,
  numberOf,
  placeCategory,
  streetKind,
} from '../readers/osmTags.ts';
import type { AreaNames } from './destination.ts';
import { encodeGeometry } from './ewkb.ts';
import { note, type TableReport } from './report.ts';
import type { Stage, StagedValue } from './stage.ts';
import { type StagedTable, specOf } from './tables.ts';

export const osmTables = ['area', 'street', 'building', 'landform', 'place'] as const satisfies StagedTable[];
type OsmTable = (typeof osmTables)[number];
type Use = {
  table: OsmTable;
  values: Record<string, StagedValue>;
  /** A roundabout is drawn closed and yet is a line. */
  asLine?: boolean;
};

/** Turns the shapes of an OpenStreetMap file into rows of the base map, noting what is left out and why. */
export class OsmRows {
  readonly names = new NameFinder();
  readonly skipped: Record<string, number> = {};
  readonly #stage: Stage;
  readonly #reports: Record<OsmTable, TableReport>;
  #feature = 0;

  constructor(stage: Stage, reports: Record<OsmTable, TableReport>) {
    this.#stage = stage;
    this.#reports = reports;
  }

  add(shape: OsmShape): void {
    this.names.see(shape);
    const uses = usesOf(shape);
    if (uses.length === 0) this.#skip(shape.tags);
    for (const use of uses) this.#addUse(shape, use);
  }

  #addUse(shape: OsmShape, { table, values, asLine }: Use): void {
    const report = this.#reports[table];
    report.read += 1;
    const geometry = asLine === true ? borderOf(shape.geometry) : shape.geometry;
    const encoded = geometry ? encodeGeometry(geometry, specOf(table).shape ?? 'Geometry') : null;
    if (encoded === null || 'fault' in encoded) {
      // An area drawn as an open line has lost part of its border.
      const fault =
        encoded?.fault === 'wrongGeometry' ? 'ringNotClosed' : (encoded?.fault ?? shape.fault ?? 'noGeometry');
      note(report.rejected, fault, shape.key);
      return;
    }
    for (const repair of [...shape.repairs, ...encoded.repairs]) note(report.repaired, repair, shape.key);
    this.#feature += 1;
    this.#stage.add(table, {
      feature: this.#feature,
      label: shape.key,
      sourceKey: shape.key,
      geometry: encoded.hex,
      village: null,
      values,
    });
  }

  #skip(tags: Tags): void {
    const key = telling.find((candidate) => tags[candidate] !== undefined);
    const word = key === undefined ? 'other' : `${key}=${tags[key]}`;
    this.skipped[word] = (this.skipped[word] ?? 0) + 1;
  }
}

const telling = [
  'highway',
  'railway',
  'building',
  'boundary',
  'landuse',
  'natural',
  'waterway',
  'leisure',
  'amenity',
  'man_made',
];

function borderOf(geometry: Geometry | null): Geometry | null {
  if (geometry?.type === 'Polygon') return { type: 'LineString', coordinates: geometry.coordinates[0] ?? [] };
  if (geometry?.type === 'MultiPolygon') return { type: 'MultiLineString', coordinates: geometry.coordinates.flat() };
  return geometry;
}

/** Every table an element belongs in: a school may be a building, an area of ground and a place. */
function usesOf(shape: OsmShape): Use[] {
  const { tags } = shape;
  const name = tags.name ?? '';
  const spelled = { name, ...reading(name) };
  const drawn = drawnAs(shape);
  const uses: Use[] = [];
  if (tags.type === 'boundary') {
    const level = tags.boundary === 'administrative' && name !== '' ? areaLevels[tags.admin_level ?? ''] : undefined;
    return level ? [{ table: 'area', values: { level, ...spelled } }] : [];
  }
  const street = streetKind(tags);
  if (street && drawn !== 'point' && tags.area !== 'yes')
    uses.push({ table: 'street', values: { kind: street, ...spelled }, asLine: true });
  const building = buildingKind(tags);
  if (building && drawn !== 'point')
    uses.push({ table: 'building', values: { kind: building, name, ...buildingValues(tags) } });
  const area = drawn === 'point' ? groundPointKind(tags) : groundKind(tags);
  const ground = area ?? (drawn === 'point' ? null : groundLineKind(tags));
  if (ground && !building) {
    const values = { kind: ground, name, elevation: numberOf(tags.ele) };
    uses.push({ table: 'landform', values, asLine: area === null });
  }
  const place = placeCategory(tags);
  if (place && tags.railway !== 'subway_entrance') {
    uses.push({ table: 'place', values: { category: place, ...spelled, ...placeValues(tags) } });
  }
  return uses;
}

const areaLevels: Record<string, string> = { 6: 'county', 8: 'town', 9: 'village', 10: 'village' };

function drawnAs({ key }: OsmShape): 'point' | 'line' {
  return key.startsWith('node/') ? 'point' : 'line';
}

function buildingValues(tags: Tags): Record<string, StagedValue> {
  const levels = Math.round(numberOf(tags['building:levels']) ?? 0);
  const storeys = levels >= 1 && levels <= 200 ? levels : null;
  return {
    address: addressOf(tags),
    storeys,
    height: numberOf(tags.height) ?? (storeys === null ? null : storeys * 3),
  };
}

function placeValues(tags: Tags): Record<string, StagedValue> {
  const capacity = Math.round(numberOf(tags.capacity) ?? -1);
  const phone = tags.phone ?? tags['contact:phone'] ?? null;
  return { capacity: capacity >= 0 && capacity < 1e9 ? capacity : null, phone, address: addressOf(tags) };
}

const settlementRanks = ['city', 'town', 'suburb', 'village', 'hamlet', 'neighbourhood', 'isolated_dwelling'];

/** Looks for what to call the area of a file: its most prominent settlement, and the county most of whose border it has. */
class NameFinder {
  #settlement: { name: string; rank: number; people: number } | null = null;
  #county: { name: string; borderWays: number } | null = null;

  see({ tags, borderWays }: OsmShape): void {
    const { name } = tags;
    if (name === undefined) return;
    if (tags.type === 'boundary' && tags.admin_level === '6' && borderWays > (this.#county?.borderWays ?? 0)) {
      this.#county = { name, borderWays };
    }
    // A campus or an estate may be all there is.
    const rank = tags.amenity === 'university' ? 99 : settlementRanks.indexOf(tags.place ?? '');
    if (rank < 0) return;
    const people = Number(tags.population ?? 0) || 0;
    const best = this.#settlement;
    if (best === null || rank < best.rank || (rank === best.rank && people > best.people))
      this.#settlement = { name, rank, people };
  }

  best(fallback: string): AreaNames {
    const village = this.#settlement?.name ?? fallback;
    return { county: this.#county?.name ?? village, village };
  }
}
