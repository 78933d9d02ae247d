import { createHash } from 'node:crypto';
import type { Feature } from '../readers/geojson.ts';
import type { Cell, TableRow } from '../readers/table.ts';
import type { Mapping } from './fields.ts';
import { textOf } from './values.ts';

/** A row or feature of a file, its fields found by heading. */
export type Source = {
  /** Row of the sheet or number of the feature. */
  number: number;
  /** GeoJSON geometry of a feature; undefined for a row of a table. */
  geometry: unknown;
  cell(field: string): Cell;
  /** Distinguishes contents, so that the same content is known again. */
  hash(): string;
};

export function sourceOfRow(row: TableRow, headers: string[], mapping: Mapping): Source {
  const index = new Map(Array.from(mapping.columns, ([field, heading]) => [field, headers.indexOf(heading)]));
  return {
    number: row.number,
    geometry: undefined,
    cell: (field) => row.cells[index.get(field) ?? -1] ?? null,
    hash: () => digest(JSON.stringify(row.cells)),
  };
}

export function sourceOfFeature(feature: Feature, mapping: Mapping): Source {
  return new FeatureSource(feature, mapping);
}

/** A class, as closures made anew for each of a million features cost more than what they do. */
class FeatureSource implements Source {
  readonly number: number;
  readonly geometry: unknown;
  readonly #feature: Feature;
  readonly #mapping: Mapping;

  constructor(feature: Feature, mapping: Mapping) {
    this.number = feature.number;
    this.geometry = feature.geometry;
    this.#feature = feature;
    this.#mapping = mapping;
  }

  cell(field: string): Cell {
    return cellOf(this.#feature.properties[this.#mapping.columns.get(field) ?? '']);
  }

  hash(): string {
    return digest(this.#feature.text);
  }
}

export function textAt(source: Source, field: string): string | null {
  return textOf(source.cell(field));
}

function cellOf(value: unknown): Cell {
  return typeof value === 'string' || typeof value === 'number'
    ? value
    : typeof value === 'boolean'
      ? String(value)
      : null;
}

/** A short fingerprint of a text. */
export function digest(text: string): string {
  return createHash('md5').update(text).digest('base64url');
}
