import { sql } from 'drizzle-orm';
import type { AssetCard } from '../../../shared/asset.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RowRef } from '../../../shared/household.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { position } from '../../db/geometry.ts';

/** A collective asset with its contract. Throws notFound. */
export async function getAsset(tx: Tx, ref: RowRef): Promise<AssetCard> {
  const [asset] = await tx.execute<AssetCard>(sql`
    select id::float8 as id, county_code as "countyCode", kind, name, size, lessee, contract_from::text as "contractFrom",
      contract_to::text as "contractTo", rent, ${position(sql`st_pointonsurface(geometry)`)} as position,
      ${isoMoment(sql`updated_at`)} as "updatedAt"
    from asset
    where county_code = ${ref.countyCode} and id = ${ref.id}`);
  if (!asset) throw new AppError({ code: 'notFound' });
  return asset;
}
