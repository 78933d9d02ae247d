import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { examplesShown, note, type TableReport } from './report.ts';
import { columnNames, type StagedTable, stagingName } from './tables.ts';

/** County and village of the rows that lie in no other known area. */
export type Destination = { countyCode: string; villageCode: string | null };

/** The staged rows with their county and village filled in, to stand behind `from` with an alias. */
export function placed(table: StagedTable, { countyCode, villageCode }: Destination): SQL {
  return sql`(
    select feature, label, source_key, geometry, source, target_id, ${others(table)},
      coalesce(county_code, ${countyCode}::varchar) as county_code,
      case when county_code is null then ${villageCode}::varchar else village_code end as village_code
    from ${sql.raw(stagingName(table))}
  )`;
}

/** Writes county and village into the staged rows themselves, for tables whose rules ask for them again and again. */
export async function settle(tx: Tx, table: StagedTable, { countyCode, villageCode }: Destination): Promise<void> {
  await tx.execute(sql`
    update ${sql.raw(stagingName(table))}
    set county_code = ${countyCode}, village_code = ${villageCode}
    where county_code is null`);
}

/** Drops the staged rows that meet a condition and notes them under a reason. */
export async function reject(
  tx: Tx,
  table: StagedTable,
  report: TableReport,
  reason: string,
  condition: SQL,
): Promise<void> {
  const [row] = await tx.execute<{ count: number; examples: string[] | null }>(sql`
    with gone as (
      delete from ${sql.raw(stagingName(table))} s where ${condition}
      returning s.feature, coalesce(s.label, s.feature::text) as label
    )
    select count(*)::integer as count, (array_agg(label order by feature))[1:${sql.raw(String(examplesShown))}] as examples
    from gone`);
  if (row && row.count > 0) note(report.rejected, reason, row.examples ?? [], row.count);
}

/** Drops all but the first of the rows that agree in an expression. */
export async function rejectRepeated(
  tx: Tx,
  table: StagedTable,
  report: TableReport,
  expression: string,
  reason: string,
): Promise<void> {
  const staging = sql.raw(stagingName(table));
  const key = sql.raw(expression);
  const repeated = await tx.execute<{ key: string }>(
    sql`select 1 as key from ${staging} where ${key} is not null group by ${key} having count(*) > 1 limit 1`,
  );
  if (repeated.length === 0) return;
  const [row] = await tx.execute<{ count: number; examples: string[] | null }>(sql`
    with kept as (
      select distinct on (${key}) ${key} as key, feature, coalesce(label, feature::text) as label
      from ${staging} where ${key} is not null order by ${key}, feature
    ), gone as (
      delete from ${staging} s using kept
      where ${key} = kept.key and s.feature > kept.feature
      returning s.feature, coalesce(s.label, s.feature::text) || ' = ' || kept.label as label
    )
    select count(*)::integer as count, (array_agg(label order by feature))[1:${sql.raw(String(examplesShown))}] as examples
    from gone`);
  if (row && row.count > 0) note(report.rejected, reason, row.examples ?? [], row.count);
}

function others(table: StagedTable): SQL {
  return sql.raw(columnNames(table).join(', '));
}
