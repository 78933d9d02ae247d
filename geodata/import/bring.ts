import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { reading } from '../../server/db/pinyin.ts';
import { settleAreas } from './areas.ts';
import type { ImportKind } from './kinds.ts';
import { merge, type Run, rejectRepetitions } from './merge.ts';
import type { ImportReport, TableReport } from './report.ts';
import {
  numberHazards,
  settleHeads,
  settleLanes,
  settleParents,
  settlePersons,
  settleVillages,
  settleZones,
  stepDownHeads,
} from './settleRows.ts';
import { type Destination, reject } from './staged.ts';
import { type StagedTable, specOf } from './tables.ts';

/** Completes the staged rows of a table and brings them into it. */
export async function bring(
  tx: Tx,
  table: StagedTable,
  destination: Destination,
  run: Run,
  tableReport: TableReport,
  report: ImportReport,
  kind: ImportKind,
): Promise<void> {
  if (table === 'area') {
    if (kind === 'osm') await reject(tx, table, tableReport, 'otherCounty', outsideFocus());
    await nameCounty(tx, destination, kind);
    await rejectRepetitions(tx, table, tableReport);
    await settleAreas(tx, destination, tableReport, report.createdAreas);
  }
  if (specOf(table).needsVillage) await settleVillages(tx, table, destination, tableReport);
  if (table === 'zone') return bringZones(tx, destination, run, tableReport);
  if (table === 'household') await settleLanes(tx, tableReport);
  if (table === 'person') await settlePersons(tx, tableReport);
  if (table !== 'area') await rejectRepetitions(tx, table, tableReport);
  await merge(tx, table, destination, run, tableReport, {
    matched: async () => {
      if (table === 'person') await settleHeads(tx, tableReport);
      if (table === 'hazard') await numberHazards(tx, destination);
    },
    changing: table === 'person' ? () => stepDownHeads(tx) : undefined,
  });
}

/** Outer zones first, so that inner ones find them. */
async function bringZones(tx: Tx, destination: Destination, run: Run, report: TableReport): Promise<void> {
  await settleZones(tx, report);
  await rejectRepetitions(tx, 'zone', report);
  for (let ordinal = 1; ordinal <= 5; ordinal += 1) {
    if (ordinal > 1) await settleParents(tx, ordinal);
    await merge(tx, 'zone', destination, run, report, { only: sql`s.ordinal = ${ordinal}` });
  }
}

/** A county cut out by the file counts as the county only when it holds the middle of what the file draws. */
function outsideFocus(): SQL {
  return sql`s.level = 'county' and not st_intersects(s.geometry, (
    select st_setsrid(st_centroid(st_extent(geometry)), 4490)
    from (select geometry from import_building union all select geometry from import_street) drawn
  ))`;
}

/** A county made for a file of areas is called what the file calls it, when it says so. */
async function nameCounty(tx: Tx, { countyCode }: Destination, kind: ImportKind): Promise<void> {
  if (kind !== 'area') return;
  const names = await tx.execute<{ county: string }>(
    sql`select distinct county from import_area where county is not null limit 2`,
  );
  const [only] = names;
  if (names.length !== 1 || !only) return;
  const { pinyin, initials } = reading(only.county);
  await tx.execute(sql`
    update area set name = ${only.county}, pinyin = ${pinyin}, initials = ${initials}
    where county_code = ${countyCode} and code = ${countyCode} and source is null and county_code like '9%'
      and name <> ${only.county}`);
}
