import type { Shape } from './ewkb.ts';

export type ColumnType = 'text' | 'integer' | 'bigint' | 'real' | 'boolean' | 'date' | 'timestamptz' | 'bytea';

/** How rows of a table are put aside, matched with what is there and logged. All of it is fixed text, safe in SQL. */
export type TableSpec = {
  shape: Shape | null;
  needsGeometry: boolean;
  needsVillage: boolean;
  /** Columns that the file may fill; an absent value keeps what is there. */
  columns: Record<string, ColumnType>;
  /** Columns that only help to find the values of others. */
  helpers: Record<string, ColumnType>;
  /** Value of a column for a new row about which the file says nothing. */
  defaults: Record<string, string>;
  /** Conditions under which the staged row `s` is the row `t` of the same county, the surest first; one at a time, so that each can be hashed. */
  match: string[];
  /** Expressions over a staged row of which no two rows of a file may have the same value, with the reason to reject the second. */
  distinct: Record<string, 'identical' | 'sameNumber' | 'sameIdNumber'>;
  /** Columns whose new value is not simply what the file says or else what is there; over `s` and, for an update, `t`. */
  assigned?: Record<string, { insert: string; update: string }>;
  /** Fields a change row tells, none of them personal; null for base map, which gets one change row a file. */
  logged: string[] | null;
  /** The column with the zone that a row belongs to, and what the log calls it: who has gone elsewhere is told as a move. */
  belongs?: { column: string; name: string };
  /** What a past day is told from besides: a new name and a new border get lines like those of renaming and of drawing. */
  isDated?: boolean;
};

const named = { name: 'text', pinyin: 'text', initials: 'text' } satisfies Record<string, ColumnType>;
const bySource = 't.source = s.source and t.source_key = s.source_key';

/** The same text sealed twice looks different, so that its fingerprint tells whether it is new. */
function kept(field: string, column: string): string {
  return `case when s.${field}_hash is distinct from t.${field}_hash and s.${field}_hash is not null then s.${column} else t.${column} end`;
}

function sealed(field: string): { insert: string; update: string } {
  return { insert: `s.${field}_sealed`, update: kept(field, `${field}_sealed`) };
}

export const tableSpecs = {
  area: {
    shape: 'MultiPolygon',
    needsGeometry: false,
    needsVillage: false,
    columns: { code: 'text', level: 'text', parent_code: 'text', ...named },
    helpers: { raw_code: 'text', town: 'text', county: 'text' },
    defaults: {},
    match: ['t.code = s.code'],
    distinct: { source_key: 'identical', code: 'sameNumber' },
    logged: ['code', 'level', 'name'],
  },
  zone: {
    shape: 'MultiPolygon',
    needsGeometry: true,
    needsVillage: true,
    columns: { level: 'text', number: 'integer', parent_id: 'bigint', ...named },
    helpers: { parent: 'text', ordinal: 'integer' },
    defaults: {},
    match: [
      bySource,
      't.ended_at is null and t.village_code = s.village_code and t.level = s.level and t.number = s.number',
    ],
    distinct: { source_key: 'identical', 'village_code || level || number': 'sameNumber' },
    logged: ['level', 'number', 'name', 'parent_id'],
    belongs: { column: 'parent_id', name: 'parent' },
    isDated: true,
  },
  street: {
    shape: 'MultiLineString',
    needsGeometry: true,
    needsVillage: false,
    columns: { kind: 'text', ...named },
    helpers: {},
    defaults: {},
    match: [bySource],
    distinct: { source_key: 'identical' },
    logged: null,
  },
  building: {
    shape: 'MultiPolygon',
    needsGeometry: true,
    needsVillage: false,
    columns: { kind: 'text', name: 'text', address: 'text', storeys: 'integer', height: 'real' },
    helpers: {},
    defaults: { storeys: '1', height: '3.5' },
    match: [bySource],
    distinct: { source_key: 'identical' },
    logged: null,
  },
  landform: {
    shape: 'Geometry',
    needsGeometry: true,
    needsVillage: false,
    columns: { kind: 'text', name: 'text', elevation: 'real' },
    helpers: {},
    defaults: {},
    match: [bySource],
    distinct: { source_key: 'identical' },
    logged: null,
  },
  place: {
    shape: 'Point',
    needsGeometry: true,
    needsVillage: false,
    columns: { category: 'text', ...named, capacity: 'integer', phone: 'text', address: 'text' },
    helpers: {},
    defaults: { address: `''` },
    match: [bySource],
    distinct: { source_key: 'identical' },
    logged: null,
  },
  household: {
    shape: 'Point',
    needsGeometry: false,
    needsVillage: true,
    columns: {
      number: 'text',
      kind: 'text',
      address: 'text',
      pinyin: 'text',
      initials: 'text',
      name: 'text',
      lane_id: 'bigint',
      villager_group: 'integer',
      structure: 'text',
      built_year: 'integer',
      storeys: 'integer',
      floor_area: 'real',
    },
    helpers: { lane: 'text' },
    defaults: { kind: `'home'`, address: `''`, pinyin: `''`, initials: `''`, name: `''`, structure: `''` },
    match: ['t.village_code = s.village_code and t.number = s.number'],
    distinct: { "village_code || '/' || number": 'sameNumber' },
    logged: ['number', 'kind', 'address', 'lane_id'],
    belongs: { column: 'lane_id', name: 'lane' },
  },
  person: {
    shape: null,
    needsGeometry: false,
    needsVillage: true,
    columns: {
      household_id: 'bigint',
      ...named,
      sex: 'text',
      birth_date: 'date',
      id_number_sealed: 'bytea',
      id_number_hash: 'bytea',
      phone_sealed: 'bytea',
      phone_hash: 'bytea',
      phone_last4_hash: 'bytea',
      relation: 'text',
      is_head: 'boolean',
      away_at: 'text',
    },
    helpers: { household_number: 'text' },
    defaults: { relation: `''`, is_head: 'false' },
    match: [
      't.ended_at is null and t.id_number_hash = s.id_number_hash',
      bySource,
      // Somebody who moved out, and came from this file before keys were changed: keys of the source go with the key.
      't.ended_at is not null and t.id_number_hash = s.id_number_hash and t.name = s.name and t.household_id is not distinct from s.household_id',
    ],
    distinct: { id_number_hash: 'sameIdNumber', source_key: 'identical' },
    assigned: {
      id_number_sealed: sealed('id_number'),
      phone_sealed: sealed('phone'),
      phone_last4_hash: { insert: 's.phone_last4_hash', update: kept('phone', 'phone_last4_hash') },
    },
    logged: ['household_id', 'is_head', 'relation'],
  },
  hazard: {
    shape: 'Geometry',
    needsGeometry: true,
    needsVillage: false,
    columns: {
      number: 'text',
      category: 'text',
      kind: 'text',
      channel: 'text',
      severity: 'integer',
      state: 'text',
      title: 'text',
      pinyin: 'text',
      initials: 'text',
      description: 'text',
      reported_at: 'timestamptz',
      due_on: 'date',
      closed_at: 'timestamptz',
    },
    helpers: { fallback_title: 'text' },
    defaults: {
      title: 's.fallback_title',
      pinyin: `''`,
      initials: `''`,
      category: `'other'`,
      kind: `''`,
      channel: `'import'`,
      severity: '3',
      state: `'reported'`,
      description: `''`,
      reported_at: 'now()',
    },
    match: [bySource, 't.number = s.number'],
    distinct: { source_key: 'identical', number: 'sameNumber' },
    assigned: {
      closed_at: {
        insert: `case when s.state = 'closed' then coalesce(s.closed_at, s.reported_at, now()) end`,
        update: `case when coalesce(s.state, t.state) = 'closed' then coalesce(s.closed_at, t.closed_at, s.reported_at, now()) end`,
      },
    },
    logged: ['number', 'category', 'severity', 'state', 'title'],
  },
} satisfies Record<string, TableSpec>;

export type StagedTable = keyof typeof tableSpecs;
export const stagedTables = [
  'area',
  'zone',
  'street',
  'building',
  'landform',
  'place',
  'household',
  'person',
  'hazard',
] as const satisfies readonly StagedTable[];

export function specOf(table: StagedTable): TableSpec {
  return tableSpecs[table];
}

/** Where the rows of a table wait during an import. */
export function stagingName(table: StagedTable): string {
  return `import_${table}`;
}

/** The number by which a change row names a row of the table `t`; an area has only its code. */
export function idOf(table: StagedTable): string {
  return table === 'area' ? 't.code::bigint' : 't.id';
}

/** Columns of a table's staging besides those every staging has. */
export function columnNames(table: StagedTable): string[] {
  const { columns, helpers } = specOf(table);
  return [...Object.keys(columns), ...Object.keys(helpers)];
}
