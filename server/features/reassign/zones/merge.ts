import { sql } from 'drizzle-orm';
import { AppError } from '../../../../shared/errors.ts';
import type { RowRef } from '../../../../shared/household.ts';
import type { Move } from '../../../../shared/move.ts';
import type { ZoneMergeInput, ZonesChanged } from '../../../../shared/zoneChange.ts';
import type { Scope } from '../../../auth/scope.ts';
import { today } from '../../../db/calendar.ts';
import type { Tx } from '../../../db/connect.ts';
import { idArray } from '../../../db/ids.ts';
import { applyMoves } from '../applyMoves.ts';
import { readPresent } from '../present.ts';
import { tellCharges } from '../tell.ts';
import { endLead } from './appoint.ts';
import { withBorderLog } from './borderLog.ts';
import { renameZone } from './create.ts';
import { contentOf, holdZone, logZone, type ZoneRow, zonesChanged } from './zoneRow.ts';

/**
 * Gives all that some zones hold to one of their neighbours, and ends them: their leads leave office, and the access that
 * their office gave ends with it. Households, or inner zones, move with a line in the log for each; hazards and the
 * border go along; what was written about an ended zone stays with it. Throws zonesDiffer.
 */
export async function mergeZones(
  tx: Tx,
  scope: Scope,
  { countyCode, into, zoneIds, name }: ZoneMergeInput,
): Promise<ZonesChanged> {
  const target = await holdZone(tx, scope, 'zone.change', { countyCode, id: into });
  const zones: ZoneRow[] = [];
  for (const id of [...new Set(zoneIds)].sort((a, b) => a - b)) {
    const zone = await holdZone(tx, scope, 'zone.change', { countyCode, id });
    if (id === into || zone.level !== target.level || zone.villageCode !== target.villageCode) {
      throw new AppError({ code: 'zonesDiffer' });
    }
    zones.push(zone);
  }
  const slot = target.isInnermost ? 'lane' : 'grid';
  const moves: Move[] = [];
  for (const zone of zones) {
    for (const id of await contentOf(tx, zone)) moves.push({ slot, id, from: zone.id, to: into });
  }
  const present = await readPresent(tx, target.villageCode, moves);
  await applyMoves(tx, { countyCode, villageCode: target.villageCode, planId: null, actor: scope.actor }, moves);
  await tellCharges(tx, present, moves);
  const ids = zones.map(({ id }) => id);
  const { villageCode } = target;
  await withBorderLog(tx, scope, { countyCode, villageCode, ids: [into] }, async () => {
    await tx.execute(sql`
      update zone
      set geometry = (
        select st_multi(st_union(part.geometry)) from zone part
        where part.county_code = ${countyCode} and part.id = any(${idArray([into, ...ids])}) and part.geometry is not null
      )
      where county_code = ${countyCode} and id = ${into}`);
  });
  await tx.execute(sql`
    update hazard set zone_id = ${into} where county_code = ${countyCode} and zone_id = any(${idArray(ids)})`);
  for (const zone of zones) {
    await endZone(tx, zone);
    await logZone(tx, scope, zone, 'merge', { name: zone.name, parentId: zone.parentId }, { into });
  }
  await logZone(tx, scope, target, 'merge', { name: target.name }, { zones: [into, ...ids] });
  if (name !== null && name !== target.name) await renameZone(tx, scope, { countyCode, id: into, name });
  return zonesChanged(tx, countyCode, [into, ...ids]);
}

/** Ends a zone that holds nothing any more. Throws zoneNotEmpty with how much it does hold. */
export async function retireZone(tx: Tx, scope: Scope, ref: RowRef): Promise<ZonesChanged> {
  const zone = await holdZone(tx, scope, 'zone.change', ref);
  const content = await contentOf(tx, zone);
  if (content.length > 0) {
    const kind = zone.isInnermost ? 'households' : 'zones';
    throw new AppError({ code: 'zoneNotEmpty', detail: { [kind]: content.length } });
  }
  await endZone(tx, zone);
  await logZone(tx, scope, zone, 'retire', { name: zone.name, parentId: zone.parentId }, null);
  return zonesChanged(tx, zone.countyCode, [zone.id]);
}

async function endZone(tx: Tx, { countyCode, villageCode, id, name }: ZoneRow): Promise<void> {
  await endLead(tx, { countyCode, villageCode, id, name }, today());
  await tx.execute(sql`
    update zone_lock set released_at = now() where county_code = ${countyCode} and zone_id = ${id} and released_at is null`);
  await tx.execute(sql`update zone set ended_at = ${today()}::date where county_code = ${countyCode} and id = ${id}`);
}
