import { getTableColumns, getTableName, type InferInsertModel, type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { area } from '../../drizzle/schema/area.ts';
import { building, landform, relief, street } from '../../drizzle/schema/base.ts';
import { change } from '../../drizzle/schema/change.ts';
import { hazard } from '../../drizzle/schema/hazard.ts';
import { hazardEvent } from '../../drizzle/schema/hazardEvent.ts';
import { household, householdLink, keyPerson, partyMember, person } from '../../drizzle/schema/household.ts';
import { inspection, inspectionPlan } from '../../drizzle/schema/inspection.ts';
import { asset, place } from '../../drizzle/schema/place.ts';
import { journalEntry, visit } from '../../drizzle/schema/visit.ts';
import { zone, zoneLevel } from '../../drizzle/schema/zone.ts';
import { zoneLead } from '../../drizzle/schema/zoneLead.ts';
import { today } from '../../server/db/calendar.ts';
import type { Database, Tx } from '../../server/db/connect.ts';
import { maintain } from '../../server/db/transaction.ts';
import { sealedIdNumber, sealedPhone } from '../../server/seal/person.ts';
import { generateDemo } from './generate.ts';
import type { PersonRow } from './rows.ts';

/** How many rows go to the database in one statement. */
const chunk = 2000;

/**
 * Puts the invented town into an empty database, in one transaction; the keys must be open.
 * `today` (`YYYY-MM-DD`) is the day its dates are counted from, else the present one in China; `onProgress` hears how many rows are in.
 */
export async function loadDemo(
  database: Database,
  options: { today?: string; onProgress?: (done: number, total: number) => void } = {},
): Promise<void> {
  const demo = generateDemo(options.today ?? today());
  // Foreign keys point upwards in this list.
  const steps: Step[] = [
    step(zoneLevel, demo.zoneLevels),
    step(area, demo.areas),
    step(relief, demo.reliefs),
    step(landform, demo.landforms),
    step(street, demo.streets),
    step(building, demo.buildings),
    step(zone, demo.zones),
    step(household, demo.households),
    step(person, demo.persons.map(sealed)),
    step(partyMember, demo.partyMembers),
    step(householdLink, demo.householdLinks),
    step(zoneLead, demo.zoneLeads),
    step(keyPerson, demo.keyPersons),
    step(place, demo.places),
    step(asset, demo.assets),
    step(hazard, demo.hazards),
    step(hazardEvent, demo.hazardEvents),
    step(inspectionPlan, demo.inspectionPlans),
    step(inspection, demo.inspections),
    step(visit, demo.visits),
    step(journalEntry, demo.journalEntries),
    step(change, demo.changes),
  ];
  const total = steps.reduce((sum, { count }) => sum + count, 0);
  await maintain(database, 'demo', async (tx) => {
    let done = 0;
    for (const { run } of steps) {
      await run(tx, (rows) => {
        done += rows;
        options.onProgress?.(done, total);
      });
    }
  });
  // Nothing else gathers statistics in the embedded database, and without them its plans are guesses.
  await database.execute(sql`analyze`);
}

function sealed({ idNumber, phone, ...row }: PersonRow): InferInsertModel<typeof person> {
  return { ...row, ...sealedIdNumber(row.countyCode, idNumber), ...sealedPhone(row.countyCode, phone) };
}

type Step = { count: number; run: (tx: Tx, progress: (rows: number) => void) => Promise<void> };

function step<Table extends PgTable>(table: Table, rows: InferInsertModel<Table>[]): Step {
  return {
    count: rows.length,
    run: async (tx, progress) => {
      for (let start = 0; start < rows.length; start += chunk) {
        const part = rows.slice(start, start + chunk);
        await insertAll(tx, table, part);
        progress(part.length);
      }
      await passIds(tx, table);
    },
  };
}

/** One statement however many rows: they travel as one JSON parameter, geometry as GeoJSON, bytes as hex. */
async function insertAll(tx: Tx, table: PgTable, rows: Record<string, unknown>[]): Promise<void> {
  // What no row names keeps the default of its column.
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => rows.some((row) => key in row));
  const names = columns.map(([, column]) => sql.identifier(column.name));
  const types = columns.map(([, column]) => {
    return sql`${sql.identifier(column.name)} ${sql.raw(carrier(column.getSQLType()))}`;
  });
  const values = columns.map(([, column]) => unpacked(column.getSQLType(), sql`given.${sql.identifier(column.name)}`));
  const packed = rows.map((row) => Object.fromEntries(columns.map(([key, { name }]) => [name, plain(row[key])])));
  await tx.execute(sql`
    insert into ${table} (${sql.join(names, sql`, `)})
    select ${sql.join(values, sql`, `)}
    from json_to_recordset(${JSON.stringify(packed)}::text::json) as given (${sql.join(types, sql`, `)})`);
}

function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? value.toString('hex') : value;
}

function unpacked(type: string, value: SQL): SQL {
  if (type.startsWith('geometry')) return sql`st_setsrid(st_geomfromgeojson(${value}), 4490)`;
  return type === 'bytea' ? sql`decode(${value}, 'hex')` : value;
}

/** The type a column has on its way through JSON. */
function carrier(type: string): string {
  if (type.startsWith('geometry')) return 'json';
  return type.startsWith('varchar') || type === 'bytea' ? 'text' : type;
}

/** The next id the database gives out comes after the demo's own. */
async function passIds(tx: Tx, table: PgTable): Promise<void> {
  const name = getTableName(table);
  if (!('id' in getTableColumns(table))) return;
  await tx.execute(sql`
    select setval(pg_get_serial_sequence(${name}, 'id'), greatest((select max(id) from ${table}), 1))`);
}
