import { sql } from 'drizzle-orm';
import type { Tx } from '../db/connect.ts';
import { type HeightGrid, readHeights } from './grid.ts';

type GridRow = Omit<HeightGrid, 'heights'> & { heights: Buffer };

/** Every grid of heights, the finest first. */
export async function readGrids(tx: Tx): Promise<HeightGrid[]> {
  const rows = await tx.execute<GridRow>(sql`
    select st_xmin(geometry) as west, st_ymin(geometry) as south, st_xmax(geometry) as east, st_ymax(geometry) as north,
      columns, rows, heights
    from relief
    order by st_area(geometry) / (columns * rows)`);
  return [...rows].map((row) => ({ ...row, heights: readHeights(row.heights) }));
}
