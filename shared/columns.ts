/**
 * The tables the browser keeps whole and acts on, one Arrow table per set and area.
 * Rows carry ids, positions, kinds and days; no names and no numbers of people.
 * `float64` positions are NaN where there are none; ids are 0 and days are 0 where there are none;
 * kinds are indexes into the lists of `shared/`; days count from 1 January 1970.
 */
export const columnSets = {
  household: {
    id: 'int32',
    lng: 'float64',
    lat: 'float64',
    /** Innermost zone. */
    lane: 'int32',
    building: 'int32',
    /** Index into householdKinds. */
    kind: 'int16',
    persons: 'int16',
    /** 1 when the household is no more, so that a holder of older rows drops it. */
    ended: 'int16',
    number: 'utf8',
  },
  keyPerson: {
    id: 'int32',
    lng: 'float64',
    lat: 'float64',
    household: 'int32',
    person: 'int32',
    /** Index into keyPersonCategories. */
    category: 'int16',
    needsHelpToMove: 'int16',
    visitEveryDays: 'int16',
    ended: 'int16',
  },
  hazard: {
    id: 'int32',
    lng: 'float64',
    lat: 'float64',
    severity: 'int16',
    /** Index into hazardCategories. */
    category: 'int16',
    /** Index into hazardStates. */
    state: 'int16',
    reportedOn: 'int32',
    dueOn: 'int32',
    zone: 'int32',
    /** The person who is to mend it; 0 for nobody, or for an account without a person. */
    assignee: 'int32',
    /** Metres it reaches beyond itself where somebody has said so; -1 where its category says it. */
    reach: 'int16',
    /** The day of the last step, or of the report. */
    lastStepOn: 'int32',
    closedOn: 'int32',
    /** 1 yes, 0 no, -1 not said. */
    satisfied: 'int16',
    /** Key in the county's tree of hazards; empty when only the category is known. */
    kind: 'utf8',
    number: 'utf8',
    /** GeoJSON geometry of a line or an area, empty for a point. */
    geometry: 'utf8',
  },
  link: {
    id: 'int32',
    household: 'int32',
    member: 'int32',
    /** Where the member lives. */
    lng: 'float64',
    lat: 'float64',
    memberHousehold: 'int32',
    ended: 'int16',
  },
  visit: {
    /** Household id; one row per household that was ever visited. */
    id: 'int32',
    lastOn: 'int32',
    /** Visits in the calendar quarter of the request. */
    thisQuarter: 'int16',
  },
} as const;

export type ColumnSet = keyof typeof columnSets;

/** The tables a set is drawn from: a write to any of them may change it. */
export const columnTables: Record<ColumnSet, readonly string[]> = {
  household: ['household', 'person'],
  keyPerson: ['key_person', 'person', 'household', 'zone'],
  hazard: ['hazard'],
  link: ['household_link', 'person', 'household'],
  visit: ['visit'],
};
export type ColumnType = 'float64' | 'int32' | 'int16' | 'utf8';
type ColumnArray<Type extends ColumnType> = Type extends 'float64'
  ? Float64Array
  : Type extends 'int32'
    ? Int32Array
    : Type extends 'int16'
      ? Int16Array
      : string[];
/** One array per column, all of the same length, by row. */
export type ColumnsOf<Set extends ColumnSet> = {
  -readonly [Column in keyof (typeof columnSets)[Set]]: (typeof columnSets)[Set][Column] extends ColumnType
    ? ColumnArray<(typeof columnSets)[Set][Column]>
    : never;
};
/** Key of the Arrow schema's metadata that holds the county's sequence number the rows are of. */
export const columnsSeqKey = 'seq';
