import { sql } from 'drizzle-orm';
import { levelOfCode } from '../../../shared/area.ts';
import { AppError } from '../../../shared/errors.ts';
import type { ZoneSummary } from '../../../shared/zone.ts';
import { heldWhole, inArea } from '../../db/area.ts';
import type { Tx } from '../../db/connect.ts';
import { zoneSummaries } from './summaries.ts';

const mostZones = 20_000;

/** Every zone held whole of a village or a town; of a county only the outermost ones. Throws tooMany beyond 20,000. */
export async function listZones(tx: Tx, areaCode: string): Promise<ZoneSummary[]> {
  const outermost = levelOfCode(areaCode) === 'county' ? sql`zone.parent_id is null` : sql`true`;
  const chosen = sql`zone.ended_at is null and ${heldWhole(sql`zone`)} and ${inArea(sql`zone.county_code`, sql`zone.village_code`, areaCode)} and ${outermost}`;
  const [found] = await tx.execute<{ count: number }>(sql`select count(*)::integer as count from zone where ${chosen}`);
  if (found && found.count > mostZones) throw new AppError({ code: 'tooMany', detail: { limit: mostZones } });
  return zoneSummaries(tx, areaCode, chosen);
}
