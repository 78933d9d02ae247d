import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { reading } from '../../server/db/pinyin.ts';
import { levelOfCode } from '../../shared/area.ts';
import { defaultZoneLevels } from '../../shared/zone.ts';
import { InputError } from '../readers/refusal.ts';
import { countLocated, locate, neighbours } from './locate.ts';
import type { Destination } from './staged.ts';
import type { StagedTable } from './tables.ts';

/** What areas are called that have to be made for a file. */
export type AreaNames = { county: string; village: string };

export type DestinationRequest = {
  kind: string;
  sha256: string;
  village: string | null;
  county: string | null;
  tables: StagedTable[];
  names: AreaNames;
  created: string[];
};

/** The state assigns no code that begins with 9, so that ours never name a real county. */
const firstUnofficialCounty = 900_000;

export function isUnofficial(countyCode: string): boolean {
  return countyCode.startsWith('9');
}

/**
 * Decides where the staged rows go that lie in no known area, and makes the areas that are missing.
 * The village or county asked for; else where the same file went before; else where most rows lie, or what lies around them;
 * else a new county with an unofficial code. Rows in known areas are given those.
 */
export async function resolveDestination(tx: Tx, request: DestinationRequest): Promise<Destination> {
  const { village, county, tables } = request;
  if (village) {
    await ensureAreas(tx, village, request);
    return { countyCode: village.slice(0, 6), villageCode: village };
  }
  if (county) {
    await ensureAreas(tx, county, request);
    await locate(tx, tables, county);
    return { countyCode: county, villageCode: null };
  }
  const before = await sameFileBefore(tx, request);
  await locate(tx, tables, null);
  if (before) return before;
  const { positioned, located, county: most } = await countLocated(tx, tables);
  if (most !== null && located * 2 >= positioned) return { countyCode: most, villageCode: null };
  const near =
    tables[0] === 'area' && tables.length === 1
      ? await countyOfAreas(tx)
      : positioned > 0
        ? await neighbours(tx, tables)
        : await onlyVillage(tx);
  return near ?? newCounty(tx, request, positioned > 0);
}

async function sameFileBefore(tx: Tx, { kind, sha256 }: DestinationRequest): Promise<Destination | null> {
  const [run] = await tx.execute<Destination>(sql`
    select county_code as "countyCode", village_code as "villageCode" from import_run
    where sha256 = ${sha256} and kind = ${kind} order by at desc, id desc limit 1`);
  return run ?? null;
}

async function onlyVillage(tx: Tx): Promise<Destination | null> {
  const villages = await tx.execute<{ countyCode: string; villageCode: string }>(
    sql`select county_code as "countyCode", code as "villageCode" from area where level = 'village' limit 2`,
  );
  return villages.length === 1 ? (villages[0] ?? null) : null;
}

/** The unofficial county whose areas most of the staged ones overlap, such as the towns around villages that are there already. */
async function countyOfAreas(tx: Tx): Promise<Destination | null> {
  const [found] = await tx.execute<{ county: string | null; hits: number; all: number }>(sql`
    with owners as (
      select (
        select min(area.county_code collate "C") from area
        where area.county_code like '9%' and area.geometry && point.position and st_intersects(area.geometry, point.position)
      ) as county
      from (select st_pointonsurface(geometry) as position from import_area) point
    )
    select county, count(*)::integer as hits, sum(count(*)) over ()::integer as all
    from owners group by county
    order by (county is null), count(*) desc limit 1`);
  return found?.county && found.hits * 2 >= found.all ? { countyCode: found.county, villageCode: null } : null;
}

async function newCounty(tx: Tx, request: DestinationRequest, positioned: boolean): Promise<Destination> {
  const [state] = await tx.execute<{ last: number | null; any: boolean }>(sql`
    select max(county_code::integer) filter (where county_code like '9%') as last, count(*) > 0 as any from area`);
  if (state?.any && !positioned && !request.tables.includes('area')) throw villageNeeded();
  const countyCode = String(state?.last ? state.last + 1 : firstUnofficialCounty);
  if (request.tables.length === 1 && request.tables[0] === 'area') {
    await ensureAreas(tx, countyCode, request);
    return { countyCode, villageCode: null };
  }
  const villageCode = `${countyCode}001001`;
  await ensureAreas(tx, villageCode, request);
  return { countyCode, villageCode };
}

export function villageNeeded(): InputError {
  return new InputError(
    'villageNeeded',
    '看不出这些数据属于哪个村；请用 --village 给出 12 位村代码，或在文件中加一列“村代码”。',
    'Nothing tells which village this belongs to: name it by --village with its 12 digits, or add a column "village code".',
  );
}

/** Makes an area and those above it where they are missing; a new county governs by the default levels of zones. */
export async function ensureAreas(
  tx: Tx,
  code: string,
  { names, created }: { names: AreaNames; created: string[] },
): Promise<void> {
  const countyCode = code.slice(0, 6);
  for (const length of [6, 9, 12].filter((digits) => digits <= code.length)) {
    const own = code.slice(0, length);
    const level = levelOfCode(own);
    const name = level === 'county' ? names.county : names.village;
    const { pinyin, initials } = reading(name);
    const added = await tx.execute(sql`
      insert into area (county_code, code, level, parent_code, name, pinyin, initials)
      select ${countyCode}, ${own}, ${level}, ${length === 6 ? null : own.slice(0, -3)}, ${name}, ${pinyin}, ${initials}
      where not exists (select from area where county_code = ${countyCode} and code = ${own})`);
    if (added.count > 0) created.push(own);
  }
  await ensureZoneLevels(tx, countyCode);
}

export async function ensureZoneLevels(tx: Tx, countyCode: string): Promise<void> {
  const [known] = await tx.execute(sql`select from zone_level where county_code = ${countyCode} limit 1`);
  if (known) return;
  for (const level of defaultZoneLevels) {
    await tx.execute(sql`
      insert into zone_level (county_code, level, ordinal, name_zh, name_en, lead_title_zh, lead_title_en, min_households, max_households)
      values (${countyCode}, ${level.level}, ${level.ordinal}, ${level.nameZh}, ${level.nameEn}, ${level.leadTitleZh},
        ${level.leadTitleEn}, ${level.minHouseholds}, ${level.maxHouseholds})`);
  }
}
