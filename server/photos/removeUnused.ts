import { sql } from 'drizzle-orm';
import type { Database } from '../db/connect.ts';
import { maintain } from '../db/transaction.ts';
import type { PhotoStore } from './store.ts';

/** Days that an uploaded photograph waits for its report: a form may be left open over a holiday. */
const unusedDays = 7;
/** As many at a time as leave the rows locked for a moment only. */
const atOnce = 100;

/**
 * Removes photographs that were uploaded but taken up by no report, step or inspection within a week, files first: a row
 * without its file is found again, a file without its row never. How many it were. Safe with several servers.
 */
export async function removeUnusedPhotos(database: Database, store: PhotoStore): Promise<number> {
  let removed = 0;
  for (let last = atOnce; last === atOnce; removed += last) last = await removeSome(database, store);
  return removed;
}

function removeSome(database: Database, store: PhotoStore): Promise<number> {
  return maintain(database, 'system', async (tx) => {
    const unused = await tx.execute<{ county: string; id: number; key: string }>(sql`
      select county_code as county, id::float8 as id, key from hazard_photo
      where hazard_id is null and inspection_id is null and at < now() - make_interval(days => ${unusedDays})
      order by at
      limit ${atOnce}
      for update skip locked`);
    for (const { county, id, key } of unused) {
      await store.remove(`${key}-full.jpg`);
      await store.remove(`${key}-small.jpg`);
      await tx.execute(sql`delete from hazard_photo where county_code = ${county} and id = ${id}`);
    }
    return unused.length;
  });
}
