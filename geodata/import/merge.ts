import { type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import type { TableReport } from './report.ts';
import { type Destination, placed, rejectRepeated } from './staged.ts';
import { idOf, type StagedTable, specOf, stagingName } from './tables.ts';

/** Marks the change rows of one import. */
export type Run = { id: number };

type Steps = {
  /** Runs between finding out which rows are known already and writing. */
  matched?: () => Promise<void>;
  /** Runs when it is known which rows will change, before they do. */
  changing?: () => Promise<void>;
  /** Only rows that meet this, over `s`. */
  only?: SQL;
};

/** Drops what a file says twice. */
export async function rejectRepetitions(tx: Tx, table: StagedTable, report: TableReport): Promise<void> {
  for (const [expression, reason] of Object.entries(specOf(table).distinct)) {
    await rejectRepeated(tx, table, report, expression, reason);
  }
}

/**
 * Brings the staged rows of a table into it: new ones are inserted, known ones updated where they differ, the rest untouched,
 * so that the same file twice changes nothing. A value the file does not have keeps what is there.
 */
export async function merge(
  tx: Tx,
  table: StagedTable,
  destination: Destination,
  run: Run,
  report: TableReport,
  steps: Steps = {},
): Promise<void> {
  const staging = sql.raw(stagingName(table));
  const target = sql.raw(table);
  const only = steps.only ?? sql`true`;
  const known = await tx.execute<{ known: boolean }>(sql`select exists (select from ${target}) as known`);
  if (known[0]?.known) await match(tx, table, destination, only);
  await steps.matched?.();
  const updated = known[0]?.known ? await update(tx, table, destination, run, only, steps) : 0;
  const inserted = await insert(tx, table, destination, run, only);
  const [{ count } = { count: 0 }] = await tx.execute<{ count: number }>(
    sql`select count(*)::integer as count from ${staging} s where ${only}`,
  );
  report.new += inserted;
  report.updated += updated;
  report.unchanged += count - inserted - updated;
}

async function match(tx: Tx, table: StagedTable, destination: Destination, only: SQL): Promise<void> {
  for (const condition of specOf(table).match) {
    await tx.execute(sql`
      update ${sql.raw(stagingName(table))} s set target_id = found.id
      from (
        select s.feature, min(${sql.raw(idOf(table))}) as id
        from ${placed(table, destination)} s
        join ${sql.raw(table)} t on t.county_code = s.county_code and ${sql.raw(condition)}
        where s.target_id is null
        group by s.feature
      ) found
      where found.feature = s.feature and ${only}`);
  }
}

async function update(
  tx: Tx,
  table: StagedTable,
  destination: Destination,
  run: Run,
  only: SQL,
  { changing }: Steps,
): Promise<number> {
  const changed = sql.raw(`changed_${table}`);
  const values = assignments(table);
  const differs = values.map(({ column, value }) => `t.${column} is distinct from ${value}`).join(' or ');
  const join = sql`${sql.raw(table)} t
    join ${placed(table, destination)} s on t.county_code = s.county_code and ${sql.raw(idOf(table))} = s.target_id`;
  await tx.execute(sql`drop table if exists ${changed}`);
  await tx.execute(sql`
    create temporary table ${changed} on commit drop as
    select s.feature, t.county_code, ${sql.raw(idOf(table))} as id, ${logged(table)} as before, ${borderOf(table)} as border
    from ${join}
    where ${only} and (${sql.raw(differs)})`);
  await changing?.();
  const set = values.map(({ column, value }) => `${column} = ${value}`).join(', ');
  const rows = await tx.execute(sql`
    update ${sql.raw(table)} t set ${sql.raw(set)}
    from ${placed(table, destination)} s, ${changed} changed
    where changed.feature = s.feature and t.county_code = changed.county_code and ${sql.raw(idOf(table))} = changed.id`);
  if (specOf(table).logged !== null) {
    await tx.execute(sql`
      insert into change (county_code, village_code, actor, action, subject, subject_id, before, after, import_run_id)
      select t.county_code, ${villageOf(table)}, 'import', 'import', ${table}, changed.id, changed.before, ${logged(table)}, ${run.id}::bigint
      from ${changed} changed
      join ${sql.raw(table)} t on t.county_code = changed.county_code and ${sql.raw(idOf(table))} = changed.id
      order by changed.id`);
  }
  await logMoves(tx, table, run, changed);
  await logShapes(tx, table, run, changed);
  return rows.count;
}

/** The border of a dated row as the log tells it; null for all others. */
function borderOf(table: StagedTable): SQL {
  return specOf(table).isDated ? sql`st_asgeojson(t.geometry, 8, 0)::jsonb` : sql`null::jsonb`;
}

/** Lines like those of renaming and of moving a border by hand, so that a past day has the names and borders it had. */
async function logShapes(tx: Tx, table: StagedTable, run: Run, changed: SQL): Promise<void> {
  if (!specOf(table).isDated) return;
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after, import_run_id)
    select t.county_code, t.village_code, 'import', line.action, ${table}, changed.id, line.before, line.after, ${run.id}::bigint
    from ${changed} changed
    join ${sql.raw(table)} t on t.county_code = changed.county_code and t.id = changed.id
    cross join lateral (values
      ('rename', jsonb_build_object('name', changed.before -> 'name'), jsonb_build_object('name', t.name)),
      ('border', jsonb_build_object('geometry', changed.border), jsonb_build_object('geometry', ${borderOf(table)}))
    ) line (action, before, after)
    where line.before is distinct from line.after
    order by changed.id, line.action`);
}

/** Lines like those of a plan, so that a past day is read back through them and the log alone leads to the present. */
async function logMoves(tx: Tx, table: StagedTable, run: Run, changed: SQL): Promise<void> {
  const { belongs } = specOf(table);
  if (!belongs) return;
  const [id, holder] = [sql.raw(`'${camel(belongs.column)}'`), sql.raw(`t.${belongs.column}`)];
  const name = sql.raw(`'${belongs.name}'`);
  await tx.execute(sql`
    insert into change (county_code, village_code, actor, action, subject, subject_id, before, after, import_run_id)
    select t.county_code, t.village_code, 'import', 'assign', ${table}, changed.id,
      jsonb_build_object(${id}, (changed.before ->> ${id})::bigint, ${name}, coalesce(old.name, '')),
      jsonb_build_object(${id}, ${holder}, ${name}, coalesce(new.name, '')), ${run.id}::bigint
    from ${changed} changed
    join ${sql.raw(table)} t on t.county_code = changed.county_code and t.id = changed.id
    left join zone old on old.county_code = t.county_code and old.id = (changed.before ->> ${id})::bigint
    left join zone new on new.county_code = t.county_code and new.id = ${holder}
    where ${holder} is distinct from (changed.before ->> ${id})::bigint
    order by changed.id`);
}

/** Rows carry their sequence number already, taken once a county, so that no trigger has to run for each of them. */
async function insert(tx: Tx, table: StagedTable, destination: Destination, run: Run, only: SQL): Promise<number> {
  const { columns, defaults, assigned, logged: fields, shape } = specOf(table);
  const names = ['county_code', 'seq', 'source', 'source_key', ...Object.keys(columns)];
  const values = ['s.county_code', 'counties.seq', 's.source', 's.source_key'];
  for (const column of Object.keys(columns)) {
    const fallback = defaults[column];
    values.push(
      assigned?.[column]?.insert ?? (fallback === undefined ? `s.${column}` : `coalesce(s.${column}, ${fallback})`),
    );
  }
  if (table !== 'area') add(names, values, 'village_code');
  if (shape !== null) add(names, values, 'geometry');
  const rows = sql`${placed(table, destination)} s`;
  const isNew = sql`s.target_id is null and ${only}`;
  const inserting = sql`
    insert into ${sql.raw(table)} as t (${sql.raw(names.join(', '))})
    with counties as materialized (
      select county_code, take_seq(county_code) as seq
      from (select distinct s.county_code from ${rows} where ${isNew}) found
    )
    select ${sql.raw(values.join(', '))}
    from ${rows}
    join counties on counties.county_code = s.county_code
    where ${isNew}
    order by s.feature`;
  if (fields === null) return (await tx.execute(inserting)).count;
  const [row] = await tx.execute<{ count: number }>(sql`
    with inserted as (
      ${inserting}
      returning t.county_code, ${villageOf(table)} as village_code, ${sql.raw(idOf(table))} as id, ${logged(table)} as after
    ), logged as (
      insert into change (county_code, village_code, actor, action, subject, subject_id, after, import_run_id)
      select county_code, village_code, 'import', 'import', ${table}, id, after, ${run.id}::bigint from inserted
    )
    select count(*)::integer as count from inserted`);
  return row?.count ?? 0;
}

function add(names: string[], values: string[], column: string): void {
  names.push(column);
  values.push(`s.${column}`);
}

function assignments(table: StagedTable): { column: string; value: string }[] {
  const { columns, assigned, shape } = specOf(table);
  const names = Object.keys(columns);
  if (table !== 'area') names.push('village_code');
  if (shape !== null) names.push('geometry');
  return names.map((column) => ({ column, value: assigned?.[column]?.update ?? `coalesce(s.${column}, t.${column})` }));
}

function logged(table: StagedTable): SQL {
  const fields = specOf(table).logged ?? [];
  return sql.raw(`jsonb_build_object(${fields.map((field) => `'${camel(field)}', t.${field}`).join(', ')})`);
}

function camel(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function villageOf(table: StagedTable): SQL {
  return sql.raw(table === 'area' ? `case when t.level = 'village' then t.code end` : 't.village_code');
}
