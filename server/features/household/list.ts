import type { HouseholdListInput, HouseholdPage } from '../../../shared/household.ts';
import type { Tx } from '../../db/connect.ts';

export async function listHouseholds(_tx: Tx, _input: HouseholdListInput): Promise<HouseholdPage> {
  return { total: 0, items: [] };
}

export async function listUnplaced(_tx: Tx, _input: { areaCode: string }): Promise<HouseholdPage> {
  return { total: 0, items: [] };
}
