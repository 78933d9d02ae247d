import { sql } from 'drizzle-orm';
import { AppError } from '../../../shared/errors.ts';
import type { Dossier, RowRef } from '../../../shared/household.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';
import { householdItems } from '../../db/householdItems.ts';
import { dossierHazards, dossierHistory, dossierVisits } from './dossierEvents.ts';
import { dossierMember, dossierPeople, dossierZones } from './dossierPeople.ts';

/** 一户一档: everything known of one household, personal numbers masked. Throws notFound. */
export async function getDossier(tx: Tx, ref: RowRef): Promise<Dossier> {
  const one = sql`household.county_code = ${ref.countyCode} and household.id = ${ref.id}`;
  const [item] = await householdItems(tx, one, { offset: 0, limit: 1 });
  const [house] = await tx.execute<House>(sql`
    select building_id::float8 as "buildingId", villager_group as "villagerGroup", structure, built_year as "builtYear",
      storeys, floor_area as "floorArea", ${isoMoment(sql`updated_at`)} as "updatedAt",
      (
        select count(*) from visit where visit.county_code = household.county_code and visit.household_id = household.id
      )::integer as "visitCount"
    from household
    where ${one}`);
  if (!item || !house) throw new AppError({ code: 'notFound' });
  return {
    ...item,
    ...house,
    zones: await dossierZones(tx, ref),
    member: await dossierMember(tx, ref),
    people: await dossierPeople(tx, ref),
    visits: await dossierVisits(tx, ref),
    hazards: await dossierHazards(tx, ref),
    history: await dossierHistory(tx, ref),
  };
}

type House = Pick<
  Dossier,
  'buildingId' | 'villagerGroup' | 'structure' | 'builtYear' | 'storeys' | 'floorArea' | 'updatedAt' | 'visitCount'
>;
