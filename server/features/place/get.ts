import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import type { PlaceCard } from '../../../shared/place.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';

/** A key place; its phone is the public one of an office, a clinic or a shop. Throws notFound. */
export async function getPlace(tx: Tx, ref: RowRef): Promise<PlaceCard> {
  const [place] = await tx.execute<PlaceCard>(sql`
    select place.id::float8 as id, place.county_code as "countyCode", place.category, place.name, place.capacity,
      place.phone, place.address, ${position(sql`place.geometry`)} as position, area.name as "areaName", place.source,
      ${isoMoment(sql`place.updated_at`)} as "updatedAt"
    from place
    left join area on area.county_code = place.county_code and area.code = place.village_code
    where place.county_code = ${ref.countyCode} and place.id = ${ref.id}`);
  if (!place) throw new AppError({ code: 'notFound' });
  return place;
}
