import { type SQL, sql } from 'drizzle-orm';
import { type SearchInput, type SearchKind, type SearchResult, searchKinds } from '../../../shared/search.ts';
import type { Scope } from '../../auth/scope.ts';
import { inArea } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { recordShown } from '../../db/recordAccess.ts';
import { type Source, sourcesFor } from './sources.ts';
import { readTerm } from './term.ts';

type Item = SearchResult['groups'][number]['items'][number];
type Row = Omit<Item, 'code'> & { kind: SearchKind; total: number; code: string | null };

/** What is meant by a text, by kind: what lies in the area first, then the closest match. One statement for all kinds. */
export async function find(tx: Tx, scope: Scope, input: SearchInput): Promise<SearchResult> {
  const sources = sourcesFor(readTerm(input.text), scope);
  const parts = sources.flatMap((source) => part(source, input) ?? []);
  if (parts.length === 0) return { groups: [] };
  const rows = await tx.execute<Row>(sql`
    select kind, total, id, code, "countyCode", "villageCode", title, subtitle, position, bounds
    from (${sql.join(parts, sql` union all `)}) listed
    order by is_near desc, rank, ordering, id`);
  const named = [...rows].filter(({ kind, id, villageCode, countyCode }) => {
    const where = { areaCode: villageCode ?? countyCode, householdId: id };
    return (kind === 'household' || kind === 'person') && scope.level('name', where) === 'full';
  });
  await recordShown(tx, 'search', named);
  return { groups: searchKinds.flatMap((kind) => group(kind, [...rows])) };
}

function group(kind: SearchKind, rows: Row[]): SearchResult['groups'] {
  const own = rows.filter((row) => row.kind === kind);
  const total = own[0]?.total;
  if (total === undefined) return [];
  const items = own.map(({ kind: _kind, total: _total, code, ...item }) => (code === null ? item : { ...item, code }));
  return [{ kind, total, items }];
}

/** The few best rows of one kind with what is shown of them; everything dear is read for those few only. */
function part(source: Source, input: SearchInput): SQL | null {
  if (!source.match) return null;
  const village = source.kind === 'area' ? sql`code` : sql`village_code`;
  const isNear =
    input.areaCode === undefined
      ? sql`true`
      : sql`coalesce(${inArea(sql`county_code`, village, input.areaCode)}, false)`;
  const hits = sql`
    select county_code, ${village} as village_code, ${source.id} as id, (${source.together ?? source.id})::text as together,
      ${isNear} as is_near, ${source.match.rank} as rank, ${source.order} as ordering
    from ${source.table}
    where ${source.match.condition} and ${source.alive}`;
  const distinct =
    source.kind === 'street'
      ? sql`(
      select distinct on (together) * from (${hits}) piece order by together, id
    )`
      : sql`(${hits})`;
  return sql`(
    select ${source.kind} as kind, found.total, found.id::float8 as id, ${source.code ?? sql`null`} as code,
      found.county_code as "countyCode", found.village_code as "villageCode",
      ${source.title} as title, ${source.subtitle} as subtitle, ${source.position} as position, ${source.bounds} as bounds,
      found.is_near, found.rank, found.ordering
    from (
      select hit.*, (count(*) over ())::integer as total
      from ${distinct} hit
      order by is_near desc, rank, ordering, id
      limit ${input.perKind}
    ) found
    ${source.joins}
    left join area village on village.county_code = found.county_code and village.code = found.village_code
  )`;
}
