import { reading } from '../../server/db/pinyin.ts';
import { sealedIdNumber, sealedPhone, sealedSourceKey } from '../../server/seal/person.ts';
import { encodeGeometry, type Shape } from './ewkb.ts';
import type { TableKind } from './fields.ts';
import { digest, type Source, textAt } from './source.ts';
import type { StagedRow, StagedValue } from './stage.ts';
import { specOf } from './tables.ts';
import {
  type Bad,
  dayFrom,
  factsOfIdNumber,
  idNumberFrom,
  integerFrom,
  isBad,
  momentFrom,
  numberFrom,
} from './values.ts';
import { buildingWord, groundWord, hazardWord, placeWord, severityWord, stateWord, streetWord } from './words.ts';

/** What a file as a whole says about rows that say less. */
export type RowContext = {
  /** Name of the file without its endings. */
  stem: string;
  /** The county that every row goes to, or '' when the rows themselves tell. */
  countyCode: string;
};

/** The row to stage with what was mended in it, or why it cannot be taken. */
export type Outcome = { row: StagedRow; repairs: string[] } | { rejected: string };

type Values = Record<string, StagedValue>;
type Content = { values: Values; key: string | null };

/** A reason to leave a row out, thrown from within and turned into an outcome at once. */
class Rejection extends Error {}

/** Turns a row or feature into what its table takes. */
export function rowOf(kind: Exclude<TableKind, 'area'>, source: Source, context: RowContext): Outcome {
  const repairs: string[] = [];
  try {
    const { values, key } = contents[kind](source, repairs, context);
    const { shape, needsGeometry } = specOf(kind);
    const geometry = shape === null ? null : geometryOf(source, shape, needsGeometry, repairs);
    const row: StagedRow = {
      feature: source.number,
      label: null,
      sourceKey: key ?? source.hash(),
      geometry,
      village: textAt(source, 'village'),
      values,
    };
    return { row, repairs };
  } catch (error) {
    if (error instanceof Rejection) return { rejected: error.message };
    throw error;
  }
}

const contents: Record<
  Exclude<TableKind, 'area'>,
  (source: Source, repairs: string[], context: RowContext) => Content
> = {
  zone: (source, repairs) => {
    const name = required(source, 'name');
    const number = kept(repairs, 'number', integerFrom(digitsOf(textAt(source, 'number')), 1, 1_000_000));
    const values = { level: textAt(source, 'level'), number, name, ...reading(name), parent: textAt(source, 'parent') };
    return { values, key: null };
  },
  street: (source, repairs) => {
    const name = textAt(source, 'name') ?? '';
    const kind = word(source, 'kind', streetWord, repairs) ?? streetWord(name) ?? 'street';
    return { values: { kind, name, ...reading(name) }, key: null };
  },
  building: (source, repairs) => ({
    values: {
      kind: word(source, 'kind', buildingWord, repairs) ?? 'other',
      name: textAt(source, 'name') ?? '',
      address: textAt(source, 'address') ?? '',
      storeys: kept(repairs, 'storeys', integerFrom(source.cell('storeys'), 1, 200)),
      height: kept(repairs, 'height', numberFrom(source.cell('height'))),
    },
    key: null,
  }),
  landform: (source, repairs) => {
    const elevation = kept(repairs, 'elevation', numberFrom(source.cell('elevation')));
    const kind = word(source, 'kind', groundWord, repairs) ?? (elevation === null ? 'land' : 'contour');
    return { values: { kind, name: textAt(source, 'name') ?? '', elevation }, key: null };
  },
  place: (source, repairs) => {
    const name = required(source, 'name');
    return {
      values: {
        category: word(source, 'category', placeWord, repairs) ?? placeWord(name) ?? 'other',
        name,
        ...reading(name),
        capacity: kept(repairs, 'capacity', integerFrom(source.cell('capacity'), 0, 1_000_000)),
        phone: textAt(source, 'phone'),
        address: textAt(source, 'address'),
      },
      key: null,
    };
  },
  household: householdOf,
  person: personOf,
  hazard: hazardOf,
};

function householdOf(source: Source, repairs: string[]): Content {
  const number = shortText(required(source, 'number'));
  const address = textAt(source, 'address');
  const name = textAt(source, 'name');
  const kindText = textAt(source, 'kind');
  const isShop = kindText === null ? name !== null : /商|店|铺|shop/i.test(kindText);
  const values = {
    number,
    kind: kindText === null && name === null ? null : isShop ? 'shop' : 'home',
    address,
    ...(address === null && name === null ? {} : reading(name ?? address ?? '')),
    name,
    villager_group: kept(repairs, 'villagerGroup', integerFrom(digitsOf(textAt(source, 'villagerGroup')), 0, 10_000)),
    structure: textAt(source, 'structure'),
    built_year: kept(repairs, 'builtYear', integerFrom(source.cell('builtYear'), 1000, 2100)),
    storeys: kept(repairs, 'storeys', integerFrom(source.cell('storeys'), 1, 200)),
    floor_area: kept(repairs, 'floorArea', numberFrom(source.cell('floorArea'))),
    lane: textAt(source, 'lane'),
  };
  return { values, key: `household/${number}` };
}

function personOf(source: Source, repairs: string[], { countyCode }: RowContext): Content {
  const name = required(source, 'name');
  const idNumber = good(idNumberFrom(source.cell('idNumber')));
  const facts = idNumber === null ? null : factsOfIdNumber(idNumber);
  const sexText = textAt(source, 'sex');
  const relation = textAt(source, 'relation');
  const values = {
    name,
    ...reading(name, true),
    sex:
      facts?.sex ??
      (sexText === null
        ? null
        : /^(男|male|m|1)$/i.test(sexText)
          ? 'male'
          : /^(女|female|f|2)$/i.test(sexText)
            ? 'female'
            : null),
    birth_date: facts?.birthDate ?? kept(repairs, 'birthDate', dayFrom(source.cell('birthDate'))),
    ...sealedNumbers(countyCode, idNumber, textAt(source, 'phone')),
    relation,
    is_head: relation === null ? null : /^(户主|本人|戶主|head|head of household|householder)$/i.test(relation),
    away_at: textAt(source, 'awayAt'),
    household_number: textAt(source, 'householdNumber'),
  };
  const identity = [values.household_number, name, values.birth_date, idNumber];
  const key = `person/${digest(JSON.stringify(identity))}`;
  return { values, key: idNumber === null ? key : sealedSourceKey(key) };
}

function sealedNumbers(countyCode: string, idNumber: string | null, phone: string | null): Values {
  const { idNumberSealed, idNumberHash } = sealedIdNumber(countyCode, idNumber);
  const { phoneSealed, phoneHash, phoneLast4Hash } = sealedPhone(countyCode, phone);
  return {
    id_number_sealed: idNumberSealed,
    id_number_hash: idNumberHash,
    phone_sealed: phoneSealed,
    phone_hash: phoneHash,
    phone_last4_hash: phoneLast4Hash,
  };
}

function hazardOf(source: Source, repairs: string[], { stem }: RowContext): Content {
  const given = textAt(source, 'number');
  const number = given === null ? null : shortText(given);
  const categoryText = textAt(source, 'category');
  const title = textAt(source, 'title') ?? categoryText ?? null;
  if (title === null) repairs.push('titleFromFile');
  const said = word(source, 'category', hazardWord, repairs) ?? (title === null ? null : hazardWord(title));
  const values = {
    number,
    // A numbered hazard may be here already; what the file only hints at must not replace what is known of it.
    category: said ?? (number === null ? hazardWord(stem) : null),
    kind: kindKey(textAt(source, 'kind')),
    severity: word(source, 'severity', severityWord, repairs),
    state: word(source, 'state', stateWord, repairs),
    title,
    ...(title === null ? {} : reading(title)),
    fallback_title: `${stem} ${source.number}`,
    description: textAt(source, 'description'),
    reported_at: kept(repairs, 'reportedAt', momentFrom(source.cell('reportedAt'))),
    due_on: kept(repairs, 'dueOn', dayFrom(source.cell('dueOn'))),
    closed_at: kept(repairs, 'closedAt', momentFrom(source.cell('closedAt'))),
  };
  return { values, key: number === null ? null : `number/${number}` };
}

/** A kind is known by its key only. */
function kindKey(text: string | null): string | null {
  return text !== null && /^[a-z][A-Za-z0-9]{0,39}$/.test(text) ? text : null;
}

/** The shape written in a cell; null where there is none, or none that can be read. */
function shapeOf(source: Source): unknown {
  const text = textAt(source, 'shape');
  if (text === null || !text.startsWith('{')) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Geometry of the feature or of the coordinate columns; 0,0 is what registers write for "not measured". */
function geometryOf(source: Source, shape: Shape, needed: boolean, repairs: string[]): string | null {
  const geometry = source.geometry === undefined ? (shapeOf(source) ?? pointOf(source)) : source.geometry;
  if (geometry === null && !needed) return null;
  const encoded = encodeGeometry(geometry, shape);
  if ('hex' in encoded) {
    repairs.push(...encoded.repairs);
    return encoded.hex;
  }
  if (encoded.fault === 'noCoordinates' && !needed) {
    repairs.push('zeroCoordinates');
    return null;
  }
  throw new Rejection(encoded.fault);
}

function pointOf(source: Source): unknown {
  const longitude = numberFrom(source.cell('longitude'));
  const latitude = numberFrom(source.cell('latitude'));
  if (longitude === null && latitude === null) return null;
  if (typeof longitude !== 'number' || typeof latitude !== 'number') throw new Rejection('notNumbers');
  return { type: 'Point', coordinates: [longitude, latitude] };
}

function required(source: Source, field: string): string {
  const text = textAt(source, field);
  if (text === null) throw new Rejection(`missingValue:${field}`);
  return text;
}

/** Numbers are indexed, and an index takes no long texts. */
function shortText(number: string): string {
  if (number.length > 100) throw new Rejection('badValue:number');
  return number;
}

/** A value without which the row must not be taken. */
function good<Value>(value: Value | Bad): Value {
  if (isBad(value)) throw new Rejection(value.bad);
  return value;
}

/** A value that may be left out when it makes no sense, which is said. */
function kept<Value>(repairs: string[], field: string, value: Value | Bad | null): Value | null {
  if (!isBad(value)) return value;
  repairs.push(`badValue:${field}`);
  return null;
}

function word<Word>(
  source: Source,
  field: string,
  read: (text: string) => Word | null,
  repairs: string[],
): Word | null {
  const text = textAt(source, field);
  if (text === null) return null;
  const found = read(text);
  if (found === null) repairs.push(`unknownWord:${field}`);
  return found;
}

/** 第 3 组, L-003 → 3. */
function digitsOf(text: string | null): string | null {
  return text === null ? null : (/\d+/.exec(text)?.[0] ?? text);
}
