import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { examplesShown, note, type TableReport } from './report.ts';
import { reject } from './staged.ts';
import { type StagedTable, specOf, stagingName } from './tables.ts';

/**
 * Mends the staged geometry that is not valid, saying why it was not, and drops what is left with no extent.
 * Runs before anything overlays geometry, which is defined for valid geometry only.
 */
export async function validate(tx: Tx, table: StagedTable, report: TableReport): Promise<void> {
  const { shape, needsGeometry } = specOf(table);
  if (shape === null) return;
  const staging = sql.raw(stagingName(table));
  // Of a mended polygon only the polygons are kept, of a line only the lines.
  const mended = sql`st_collectionextract(st_makevalid(s.geometry), st_dimension(s.geometry) + 1)`;
  const rows = await tx.execute<{ reason: string; count: number; examples: string[] }>(sql`
    with broken as (
      select feature, split_part(st_isvalidreason(geometry), '[', 1) as reason
      from ${staging} where geometry is not null and not st_isvalid(geometry)
    ), mended as (
      update ${staging} s set geometry = ${shape.startsWith('Multi') ? sql`st_multi(${mended})` : mended}
      from broken where broken.feature = s.feature
      returning s.feature, coalesce(s.label, s.feature::text) as label, broken.reason
    )
    select reason, count(*)::integer as count, (array_agg(label order by feature))[1:${sql.raw(String(examplesShown))}] as examples
    from mended group by reason order by reason`);
  for (const { reason, count, examples } of rows) note(report.repaired, `madeValid:${reason}`, examples, count);
  if (rows.length > 0 && needsGeometry) await reject(tx, table, report, 'collapsed', sql`st_isempty(s.geometry)`);
  if (shape === 'Point') await reduceToPoints(tx, table);
}

/** A house or a school drawn by its outline stands at a point inside of it. */
async function reduceToPoints(tx: Tx, table: StagedTable): Promise<void> {
  await tx.execute(sql`
    update ${sql.raw(stagingName(table))}
    set geometry = case when st_isempty(geometry) then null else st_pointonsurface(geometry) end
    where geometrytype(geometry) <> 'POINT'`);
}
