import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import { hazardFilterSchema, type SavedFilter, type SaveFilter } from '../../../shared/hazardFilter.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { Scope } from '../../auth/scope.ts';
import { countyOf } from '../../db/area.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

/** The filters an account keeps under a name in a county; one that a newer version wrote differently is left out. */
export async function savedFilters(tx: Tx, countyCode: string): Promise<SavedFilter[]> {
  const rows = await tx.execute<Omit<SavedFilter, 'filter'> & { filter: unknown }>(sql`
    select id::float8 as id, county_code as "countyCode", name, filter, ${isoMoment(sql`updated_at`)} as "updatedAt"
    from saved_filter
    where county_code = ${countyCode} and ended_at is null
    order by name, id`);
  return [...rows].flatMap((row) => {
    const read = hazardFilterSchema.safeParse(row.filter);
    return read.success ? [{ ...row, filter: read.data }] : [];
  });
}

/** Keeps a filter under a name; the same name again keeps the newer one. */
export async function saveFilter(tx: Tx, scope: Scope, { name, filter }: SaveFilter): Promise<SavedFilter[]> {
  const countyCode = countyOf(filter.areaCode);
  await tx.execute(sql`
    insert into saved_filter (county_code, account_id, name, filter)
    values (${countyCode}, ${scope.accountId}, ${name}, ${JSON.stringify(filter)}::jsonb)
    on conflict (county_code, account_id, name) where ended_at is null
    do update set filter = excluded.filter, updated_at = now()`);
  return savedFilters(tx, countyCode);
}

/** Throws notFound. */
export async function dropFilter(tx: Tx, { countyCode, id }: RowRef): Promise<SavedFilter[]> {
  const ended = await tx.execute(sql`
    update saved_filter set ended_at = now() where county_code = ${countyCode} and id = ${id} and ended_at is null returning id`);
  if (ended.length === 0) throw new AppError({ code: 'notFound' });
  return savedFilters(tx, countyCode);
}
