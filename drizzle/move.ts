import { getTableName } from 'drizzle-orm';
import type { Sql, TransactionSql } from 'postgres';
import { accessRecord, logHead, logSeal } from './schema/access.ts';
import { account, credential, session, signInFailure, twoFactor, verification } from './schema/account.ts';
import { area } from './schema/area.ts';
import { building, landform, relief, street } from './schema/base.ts';
import { change, countySequence, importRun, layerVersion } from './schema/change.ts';
import { emergency, evacuation } from './schema/emergency.ts';
import { accountGrant, glass } from './schema/grant.ts';
import { hazard } from './schema/hazard.ts';
import { hazardEvent, hazardPhoto } from './schema/hazardEvent.ts';
import { household, householdLink, keyPerson, partyMember, person } from './schema/household.ts';
import { inspection, inspectionPlan } from './schema/inspection.ts';
import { notice } from './schema/notice.ts';
import { asset, place } from './schema/place.ts';
import { plan, planGesture, planPresence, zoneLock } from './schema/plan.ts';
import { savedFilter } from './schema/savedFilter.ts';
import { sealKey } from './schema/seal.ts';
import { setting } from './schema/setting.ts';
import { journalEntry, visit } from './schema/visit.ts';
import { zone, zoneLevel } from './schema/zone.ts';
import { zoneLead } from './schema/zoneLead.ts';

/** Every table, in an order in which rows refer only to rows before them. */
const tables = [
  area,
  zoneLevel,
  zone,
  street,
  building,
  landform,
  relief,
  household,
  person,
  partyMember,
  householdLink,
  keyPerson,
  zoneLead,
  place,
  asset,
  hazard,
  hazardEvent,
  hazardPhoto,
  inspectionPlan,
  inspection,
  savedFilter,
  emergency,
  evacuation,
  visit,
  journalEntry,
  account,
  credential,
  session,
  verification,
  twoFactor,
  signInFailure,
  importRun,
  change,
  accessRecord,
  logSeal,
  logHead,
  notice,
  accountGrant,
  glass,
  plan,
  planGesture,
  planPresence,
  zoneLock,
  setting,
  countySequence,
  layerVersion,
  sealKey,
];

/** Three tables refer to themselves. */
const parentsFirst: Record<string, string> = {
  area: 'order by length(code)',
  plan: 'order by id',
  zone: 'order by (select ordinal from zone_level where zone_level.county_code = zone.county_code and zone_level.level = zone.level)',
};

const rowsAtOnce = 1000;

/** The database to move to already holds a register. */
export class TargetNotEmptyError extends Error {}

/**
 * Copies every row of one database into another with the same schema, in one transaction of the target.
 * Throws TargetNotEmptyError when the target has any area. `onProgress` hears of each finished table.
 */
export async function move(from: Sql, to: Sql, onProgress: (table: string, rows: number) => void): Promise<void> {
  await to.begin(async (tx) => {
    const [held] = await tx`select exists (select from area) as any`;
    if (held?.any) throw new TargetNotEmptyError();
    // Nothing is sealed in the target yet, whatever key an earlier start may have noted.
    await tx`delete from seal_key`;
    for (const table of tables) {
      const name = getTableName(table);
      onProgress(name, await moveTable(from, tx, name));
    }
  });
}

async function moveTable(from: Sql, tx: TransactionSql, name: string): Promise<number> {
  const columns = await from<{ name: string; type: string; identity: boolean }[]>`
    select column_name as name, udt_name as type, is_identity = 'YES' as identity
    from information_schema.columns
    where table_schema = 'public' and table_name = ${name} and is_generated = 'NEVER'
    order by ordinal_position`;
  const quoted = columns.map((column) => `"${column.name}"`).join(', ');
  // Geometry goes over as EWKB text, because its JSON form is GeoJSON with rounded numbers.
  const read = columns
    .map((column) => (column.type === 'geometry' ? `"${column.name}"::text` : `"${column.name}"`))
    .join(', ');
  let rows = 0;
  // Rows keep the sequence numbers and times they had.
  await tx.unsafe(`alter table "${name}" disable trigger user`);
  for await (const batch of from
    .unsafe(`select to_jsonb(moved) as row from (select ${read} from "${name}" ${parentsFirst[name] ?? ''}) moved`)
    .cursor(rowsAtOnce)) {
    const payload = JSON.stringify(batch.map((entry) => entry.row));
    await tx.unsafe(
      `insert into "${name}" (${quoted}) overriding system value select ${quoted} from jsonb_populate_recordset(null::"${name}", $1::text::jsonb)`,
      [payload],
    );
    rows += batch.length;
  }
  await tx.unsafe(`alter table "${name}" enable trigger user`);
  if (columns.some((column) => column.identity)) {
    await tx.unsafe(
      `select setval(pg_get_serial_sequence('${name}', 'id'), greatest(1, (select coalesce(max(id), 0) from "${name}")))`,
    );
  }
  return rows;
}
