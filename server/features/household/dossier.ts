import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Dossier, RowRef } from '../../../shared/household.ts';
import { personalFields } from '../../../shared/permissions.ts';
import type { Scope } from '../../auth/scope.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { householdItems } from '../../db/householdItems.ts';
import { recordAccess } from '../../db/recordAccess.ts';
import { dossierHazards, dossierHistory, dossierVisits } from './dossierEvents.ts';
import { dossierMember, dossierPeople, dossierZones } from './dossierPeople.ts';

/**
 * 一户一档: what may be known of one household by who asks, on record as shown to them. Throws notFound, and notAllowed
 * for a household that is in reach as a dot on the map only.
 */
export async function getDossier(tx: Tx, scope: Scope, ref: RowRef): Promise<Dossier> {
  const one = sql`household.county_code = ${ref.countyCode} and household.id = ${ref.id}`;
  const [item] = await householdItems(tx, scope, one, { offset: 0, limit: 1 });
  const [house] = await tx.execute<House>(sql`
    select building_id::float8 as "buildingId", villager_group as "villagerGroup", structure, built_year as "builtYear",
      storeys, floor_area as "floorArea", ${isoMoment(sql`updated_at`)} as "updatedAt",
      (
        select count(*) from visit where visit.county_code = household.county_code and visit.household_id = household.id
      )::integer as "visitCount"
    from household
    where ${one}`);
  if (!item || !house) throw new AppError({ code: 'notFound' });
  const where = { areaCode: item.villageCode, householdId: ref.id };
  if (!scope.mayAt('household.get', where))
    throw new AppError({ code: 'notAllowed', detail: { action: 'household.get' } });
  const levels = scope.levels(where);
  const glass = await glassOf(tx, ref);
  const dossier = {
    ...item,
    ...house,
    levels,
    glassUntil: glass?.until ?? null,
    zones: await dossierZones(tx, levels, ref),
    member: await dossierMember(tx, levels, ref),
    people: await dossierPeople(tx, levels, ref),
    visits: await dossierVisits(tx, levels, ref),
    hazards: await dossierHazards(tx, ref),
    history: await dossierHistory(tx, ref),
  };
  await recordAccess(tx, {
    countyCode: ref.countyCode,
    villageCode: item.villageCode,
    subject: 'household',
    subjectIds: [ref.id],
    fields: personalFields.filter((field) => levels[field] === 'full'),
    glass: glass !== null,
    reason: glass?.reason,
  });
  return dossier;
}

type Glass = { until: string; reason: string };

/** Until when, and why, the household is open to who asks through the glass, or null when it is not. */
async function glassOf(tx: Tx, { countyCode, id }: RowRef): Promise<Glass | null> {
  const [glass] = await tx.execute<Glass>(sql`
    select ${isoMoment(sql`until`)} as until, reason
    from glass
    where county_code = ${countyCode} and household_id = ${id} and account_id = current_setting('cuntu.account', true)
      and until > now()
    order by glass.until desc
    limit 1`);
  return glass ?? null;
}

type House = Pick<
  Dossier,
  'buildingId' | 'villagerGroup' | 'structure' | 'builtYear' | 'storeys' | 'floorArea' | 'updatedAt' | 'visitCount'
>;
