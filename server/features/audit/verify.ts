import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import { type LogBreak, type LogName, type LogReport, logNames, shortestLogDays } from '../../../shared/audit.ts';
import { isoMoment } from '../../db/calendar.ts';
import type { Tx } from '../../db/connect.ts';

const sealsAtOnce = 2000;
const noRanges = '{}';

/**
 * Follows the chains of both logs in every county that has either, seal by seal.
 * It computes what the triggers of the migration compute without calling their functions, which may have been altered too.
 * `onSeal` hears the hash of every seal.
 */
export async function verifyLogs(tx: Tx, onSeal: (hash: string) => void = () => {}): Promise<LogReport[]> {
  const counties = await tx.execute<{ code: string }>(sql`
    select county_code as code from log_head
    union select county_code from log_seal
    union select county_code from change
    union select county_code from access_record
    order by code`);
  const reports: LogReport[] = [];
  for (const { code } of counties) for (const log of logNames) reports.push(await verifyLog(tx, code, log, onSeal));
  return reports;
}

async function verifyLog(tx: Tx, countyCode: string, log: LogName, onSeal: (hash: string) => void): Promise<LogReport> {
  const prunes = await prunesOf(tx, countyCode, log);
  const report: LogReport = { countyCode, log, rows: 0, seals: 0, prunedSeals: 0, head: '', breaks: [] };
  let last = 0;
  for (;;) {
    const seals = await sealsAfter(tx, countyCode, log, last);
    for (const seal of seals) {
      if (seal.number > last + 1) report.breaks.push({ kind: 'sealsMissing', from: last + 1, to: seal.number - 1 });
      else if (hashOf(report.head, seal.body) !== seal.hash) report.breaks.push(at(seal, 'sealAltered'));
      checkRows(report, seal, prunes);
      last = seal.number;
      report.head = seal.hash;
      report.seals += 1;
      report.rows += seal.found;
      onSeal(seal.hash);
    }
    if (seals.length < sealsAtOnce) break;
  }
  report.breaks.push(...(await endBreaks(tx, report, last)));
  const unsealed = await unsealedRows(tx, countyCode, log);
  if (unsealed !== noRanges) report.breaks.push({ kind: 'rowsUnsealed', ids: idsText(unsealed) });
  return report;
}

type Seal = {
  number: number;
  at: string;
  /** Ranges of ids, in PostgreSQL's text form. */
  covers: string;
  rows: number;
  digest: string;
  hash: string;
  /** Everything the hash is of but the hash before it, in hexadecimal. */
  body: string;
  found: number;
  missing: string;
  foundDigest: string | null;
};

function checkRows(report: LogReport, seal: Seal, prunes: Prune[]): void {
  const ids = idsText(seal.covers);
  if (seal.found === 0) {
    const allowed = prunes.filter(({ until }) => until >= seal.number);
    if (allowed.length === 0) report.breaks.push({ ...at(seal, 'rowsMissing'), ids });
    else if (allowed.some(({ before }) => seal.at < before)) report.prunedSeals += 1;
    else report.breaks.push(at(seal, 'prunedEarly'));
  } else if (seal.missing !== noRanges) {
    report.breaks.push({ ...at(seal, 'rowsMissing'), ids: idsText(seal.missing) });
  } else if (seal.found !== seal.rows || seal.foundDigest !== seal.digest) {
    report.breaks.push({ ...at(seal, 'rowsAltered'), ids });
  }
}

function at<Kind extends LogBreak['kind']>(seal: Seal, kind: Kind): { kind: Kind; seal: number; sealedAt: string } {
  return { kind, seal: seal.number, sealedAt: seal.at };
}

function hashOf(previous: string, body: string): string {
  return createHash('sha256')
    .update(Buffer.from(previous + body, 'hex'))
    .digest('hex');
}

const microseconds = (moment: SQL) => sql`(extract(epoch from ${moment}) * 1000000)::bigint`;

/** A row as it is sealed; the same as the function `log_line` of the migration. */
const lines: Record<LogName, SQL> = {
  change: sql`jsonb_build_array(
    entry.id, entry.village_code, ${microseconds(sql`entry.at`)}, entry.account_id, entry.actor, entry.action, entry.subject,
    entry.subject_id, entry.before::text, entry.after::text, entry.plan_id, entry.import_run_id
  )`,
  access_record: sql`jsonb_build_array(
    entry.id, entry.village_code, ${microseconds(sql`entry.at`)}, entry.account_id, entry.actor, entry.action, entry.subject,
    entry.subject_ids, entry.fields, entry.address, entry.reason, entry.glass
  )`,
};

/** The next seals in order, each with what is left of its rows. */
async function sealsAfter(tx: Tx, countyCode: string, log: LogName, number: number): Promise<Seal[]> {
  const rows = await tx.execute<Seal>(sql`
    select seal.number::float8 as number, ${isoMoment(sql`seal.at`)} as at, seal.covers::text as covers, seal.rows,
      encode(seal.digest, 'hex') as digest, encode(seal.hash, 'hex') as hash,
      encode(convert_to(jsonb_build_array(
        seal.county_code, seal.log, seal.number, seal.covers::text, seal.rows, encode(seal.digest, 'hex'), ${microseconds(sql`seal.at`)}
      )::text, 'UTF8'), 'hex') as body,
      present.found, present.digest as "foundDigest", (seal.covers - coalesce(present.ids, '{}'))::text as missing
    from log_seal seal
    cross join lateral (
      select count(*)::integer as found, range_agg(int8range(entry.id, entry.id, '[]')) as ids,
        encode(sha256(string_agg(sha256(convert_to(${lines[log]}::text, 'UTF8')), '' order by entry.id)), 'hex') as digest
      from unnest(seal.covers) as part
      cross join lateral (
        -- The offset keeps the planner from reading the whole log for every range.
        select * from ${sql.identifier(log)} stored
        where stored.county_code = seal.county_code and stored.id >= lower(part) and stored.id < upper(part)
        offset 0
      ) entry
    ) present
    where seal.county_code = ${countyCode} and seal.log = ${log} and seal.number > ${number}
    order by seal.number
    limit ${sealsAtOnce}`);
  return [...rows];
}

type Prune = { until: number; before: string };

/** What the log itself says was removed for its age: rows of seals up to a number, sealed before a moment. */
async function prunesOf(tx: Tx, countyCode: string, log: LogName): Promise<Prune[]> {
  const rows = await tx.execute<Prune>(sql`
    select (after ->> ${log})::float8 as until, ${isoMoment(sql`(at - make_interval(days => ${shortestLogDays}))`)} as before
    from change
    where county_code = ${countyCode} and action = 'prune' and subject = 'log' and after ? ${log}`);
  return [...rows];
}

async function endBreaks(tx: Tx, { countyCode, log, head }: LogReport, last: number): Promise<LogBreak[]> {
  const [noted] = await tx.execute<{ number: number; hash: string }>(sql`
    select number::float8 as number, encode(hash, 'hex') as hash
    from log_head
    where county_code = ${countyCode} and log = ${log}`);
  const number = noted?.number ?? 0;
  if (number > last) return [{ kind: 'sealsMissing', from: last + 1, to: number }];
  return number < last || (noted?.hash ?? '') !== head ? [{ kind: 'headAltered' }] : [];
}

async function unsealedRows(tx: Tx, countyCode: string, log: LogName): Promise<string> {
  const [row] = await tx.execute<{ ids: string }>(sql`
    with sealed as materialized (
      select coalesce(range_agg(covers), '{}') as ids from log_seal where county_code = ${countyCode} and log = ${log}
    )
    select coalesce(range_agg(int8range(entry.id, entry.id, '[]')), '{}')::text as ids
    from ${sql.identifier(log)} entry, sealed
    where entry.county_code = ${countyCode} and not entry.id <@ sealed.ids`);
  return row?.ids ?? noRanges;
}

/** `{[12,13),[15,21)}` as people write it: `12, 15-20`. */
function idsText(ranges: string): string {
  return Array.from(ranges.matchAll(/\[(\d+),(\d+)\)/g), ([, first, end]) => {
    const last = Number(end) - 1;
    return Number(first) === last ? String(last) : `${first}-${last}`;
  }).join(', ');
}
