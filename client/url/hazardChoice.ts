import type { Position } from '../../shared/geo.ts';
import {
  bufferedLayers,
  type HazardFilter,
  type HazardSort,
  hazardFilterSchema,
  hazardSorts,
  type Whereabouts,
  whereaboutsSchema,
} from '../../shared/hazardFilter.ts';
import { readPositions, writePositions } from './positionsWord.ts';

/** The part of a filter of hazards that no other word of the address holds, and the order of the list. */
export type HazardChoice = Pick<HazardFilter, 'where' | 'kinds' | 'due' | 'ages' | 'reportedFrom' | 'reportedTo'> & {
  responsible: HazardFilter['responsible'];
  sort: HazardSort;
  descending: boolean;
};

export const noChoice: HazardChoice = {
  where: [],
  kinds: [],
  due: [],
  ages: [],
  reportedFrom: null,
  reportedTo: null,
  responsible: null,
  sort: 'urgency',
  descending: false,
};

/**
 * `due:overdue~age:0,1~in:circle.AbC.200`: only what is chosen. Text that is searched for is not in it, since it may be a
 * person's name and addresses are kept in logs.
 */
export function writeChoice(choice: HazardChoice): string {
  const { kinds, due, ages, reportedFrom, reportedTo, responsible, where, sort, descending } = choice;
  const parts: [string, string][] = [
    ['kind', kinds.join(',')],
    ['due', due.join(',')],
    ['age', ages.join(',')],
    ['from', reportedFrom ?? ''],
    ['to', reportedTo ?? ''],
    [
      'by',
      responsible === null ? '' : 'id' in responsible ? `${responsible.kind}.${responsible.id}` : responsible.kind,
    ],
    ['sort', sort === noChoice.sort && !descending ? '' : `${descending ? '-' : ''}${sort}`],
    ...where.map((each): [string, string] => ['in', writeWhere(each)]),
  ];
  return parts.flatMap(([name, value]) => (value === '' ? [] : [`${name}:${value}`])).join('~');
}

/** What a word of the address chooses; what it does not make sense of is passed over. */
export function readChoice(word: string): HazardChoice {
  const parts = word.split('~').map((part): [string, string] => {
    const colon = part.indexOf(':');
    return [part.slice(0, colon), part.slice(colon + 1)];
  });
  const wordOf = (name: string) => parts.find(([each]) => each === name)?.[1] ?? '';
  const listOf = (name: string) => wordOf(name).split(',').filter(Boolean);
  const { shape } = hazardFilterSchema;
  const sortWord = wordOf('sort');
  const [kind = '', id = ''] = wordOf('by').split('.');
  return {
    kinds: shape.kinds.safeParse(listOf('kind')).data ?? [],
    due: shape.due.safeParse(listOf('due')).data ?? [],
    ages: shape.ages.safeParse(listOf('age').map(Number)).data ?? [],
    reportedFrom: shape.reportedFrom.safeParse(wordOf('from')).data ?? null,
    reportedTo: shape.reportedTo.safeParse(wordOf('to')).data ?? null,
    responsible: shape.responsible.safeParse({ kind, id: kind === 'person' ? Number(id) : id }).data ?? null,
    where: parts.flatMap(([name, value]) => (name === 'in' ? (readWhere(value) ?? []) : [])).slice(0, 8),
    sort: hazardSorts.find((each) => each === sortWord.replace(/^-/, '')) ?? noChoice.sort,
    descending: sortWord.startsWith('-'),
  };
}

function writeWhere(where: Whereabouts): string {
  switch (where.kind) {
    case 'region': {
      const { type, coordinates } = where.region;
      const polygons = type === 'Polygon' ? [coordinates] : coordinates;
      const ring = (points: readonly (readonly number[])[]) =>
        writePositions(points.map(([lng = 0, lat = 0]): Position => [lng, lat]));
      return `area.${polygons.map((rings) => rings.map(ring).join('.')).join('!')}`;
    }
    case 'circle':
      return `circle.${writePositions([where.position])}.${Math.round(where.metres)}`;
    case 'buffer':
      return `near.${where.feature.layer}.${where.feature.id}.${Math.round(where.metres)}`;
    case 'view': {
      const [west, south, east, north] = where.bounds;
      const corners: Position[] = [
        [west, south],
        [east, north],
      ];
      return `view.${writePositions(corners)}`;
    }
    case 'onFoot':
      return `foot.${writePositions([where.position])}.${where.minutes}.${where.pace}`;
  }
}

function readWhere(word: string): Whereabouts | null {
  const [kind = '', one = '', two = '', three = ''] = word.split('.');
  return whereaboutsSchema.safeParse(meant(kind, word, [one, two, three])).data ?? null;
}

function meant(kind: string, word: string, [one, two, three]: [string, string, string]): unknown {
  switch (kind) {
    case 'area': {
      const polygons = word
        .slice('area.'.length)
        .split('!')
        .map((rings) => rings.split('.').map(readPositions));
      return {
        kind: 'region',
        region:
          polygons.length === 1
            ? { type: 'Polygon', coordinates: polygons[0] }
            : { type: 'MultiPolygon', coordinates: polygons },
      };
    }
    case 'circle':
      return { kind, position: readPositions(one)?.[0], metres: Number(two) };
    case 'near':
      return {
        kind: 'buffer',
        feature: { layer: bufferedLayers.find((each) => each === one), id: Number(two) },
        metres: Number(three),
      };
    case 'view':
      return { kind, bounds: readPositions(one)?.flat() };
    case 'foot':
      return { kind: 'onFoot', position: readPositions(one)?.[0], minutes: Number(two), pace: three };
    default:
      return null;
  }
}
