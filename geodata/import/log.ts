import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import type { Run } from './merge.ts';
import type { ImportReport, TableReport } from './report.ts';
import type { Destination } from './staged.ts';
import { type StagedTable, specOf } from './tables.ts';

/** Takes the number of the next run, which the change rows carry before the run itself is written. */
export async function nextRun(tx: Tx): Promise<Run> {
  const [row] = await tx.execute<{ id: string }>(
    sql`select nextval(pg_get_serial_sequence('import_run', 'id'))::text as id`,
  );
  return { id: Number(row?.id) };
}

/** Records the run and, once a table, what it did to the base map; nothing when nothing changed. */
export async function logRun(
  tx: Tx,
  run: Run,
  { countyCode, villageCode }: Destination,
  report: ImportReport,
  reports: Map<StagedTable, TableReport>,
): Promise<void> {
  const changed = [...reports.values()].some((table) => table.new + table.updated > 0);
  if (!changed && report.createdAreas.length === 0) return;
  report.importRunId = run.id;
  await tx.execute(sql`
    insert into import_run (county_code, id, village_code, kind, file_name, sha256, attribution, report)
    values (${countyCode}, ${run.id}, ${villageCode}, ${report.kind}, ${report.file}, ${report.sha256}, ${report.attribution},
      ${JSON.stringify(report)}::jsonb)`);
  for (const [table, { new: added, updated }] of reports) {
    if (specOf(table).logged !== null || added + updated === 0) continue;
    await tx.execute(sql`
      insert into change (county_code, village_code, actor, action, subject, after, import_run_id)
      values (${countyCode}, ${villageCode}, 'import', 'import', ${table}, ${JSON.stringify({ new: added, updated })}::jsonb, ${run.id})`);
  }
  for (const code of report.createdAreas) {
    await tx.execute(sql`
      insert into change (county_code, actor, action, subject, subject_id, after, import_run_id)
      select county_code, 'import', 'import', 'area', code::bigint, jsonb_build_object('code', code, 'level', level, 'name', name), ${run.id}
      from area where county_code = left(${code}, 6) and code = ${code}`);
  }
}
