import { sql } from 'drizzle-orm';
import type { Tx } from '../../server/db/connect.ts';
import { type AreaLevel, levelOfCode } from '../../shared/area.ts';
import { ensureAreas, isUnofficial } from './destination.ts';
import { note, type TableReport } from './report.ts';
import { type Destination, reject } from './staged.ts';

/** An area as the file has it; `level` is what the file or the name says, `town` the name of the town around a village. */
type RawArea = {
  feature: number;
  sourceKey: string;
  rawCode: string | null;
  name: string;
  town: string | null;
  level: AreaLevel;
};
type KnownArea = { code: string; level: AreaLevel; name: string; source: string | null; sourceKey: string | null };

/**
 * Gives every staged area its code and parent: the official code where the file has one, else one under an unofficial county,
 * the same as before for an area that is there already. Towns and counties that are only named, or only implied by a code, are made.
 */
export async function settleAreas(
  tx: Tx,
  destination: Destination,
  report: TableReport,
  created: string[],
): Promise<void> {
  await findTownsAround(tx);
  const raw = await tx.execute<RawArea>(sql`
    select feature, source_key as "sourceKey", raw_code as "rawCode", name, town, level from import_area order by feature`);
  const official = raw.filter(({ rawCode }) => rawCode !== null && /^(\d{6}|\d{9}|\d{12})$/.test(rawCode));
  const isOfficial = new Set(official);
  const unofficial = raw.filter((area) => !isOfficial.has(area));
  const codes = new Map(official.map((area) => [area.feature, area.rawCode ?? '']));
  for (const area of official) {
    const code = area.rawCode ?? '';
    const names = { county: code.slice(0, 6), village: area.town ?? code.slice(0, 9) };
    if (code.length > 6) await ensureAreas(tx, code.slice(0, -3), { names, created });
  }
  if (unofficial.length > 0 && isUnofficial(destination.countyCode)) {
    await assignCodes(tx, destination.countyCode, unofficial, codes, created, report);
  }
  const assigned = [...codes].map(([feature, code]) => ({ feature, code, level: levelOfCode(code) }));
  await tx.execute(sql`
    update import_area s
    set code = given.code, level = given.level, county_code = left(given.code, 6),
      parent_code = case when given.level <> 'county' then left(given.code, length(given.code) - 3) end
    from json_to_recordset(${JSON.stringify(assigned)}::json) as given (feature integer, code text, level text)
    where given.feature = s.feature`);
  await reject(tx, 'area', report, 'noOfficialCode', sql`s.code is null`);
}

/** A village of a file that draws towns too lies in the town that contains it. */
async function findTownsAround(tx: Tx): Promise<void> {
  await tx.execute(sql`
    update import_area s set town = found.name
    from (
      select village.feature, min(town.name) as name
      from import_area village
      join import_area town on town.level = 'town' and town.geometry && village.geometry
        and st_intersects(town.geometry, st_pointonsurface(village.geometry))
      where village.level = 'village' and village.town is null
      group by village.feature
    ) found
    where found.feature = s.feature`);
}

/** Codes of three more digits each, counted up in the order of the file behind those in use. */
async function assignCodes(
  tx: Tx,
  countyCode: string,
  areas: RawArea[],
  codes: Map<number, string>,
  created: string[],
  report: TableReport,
): Promise<void> {
  const known = await tx.execute<KnownArea>(sql`
    select code, level, name, source, source_key as "sourceKey" from area where county_code = ${countyCode}`);
  const register = new Register(countyCode, [...known]);
  const counties = areas.filter(({ level }) => level === 'county');
  counties.slice(0, 1).forEach((area) => {
    codes.set(area.feature, countyCode);
  });
  for (const area of areas.filter(({ level }) => level === 'town')) give(area, countyCode);
  const drawn = new Set(codes.values());
  for (const area of areas.filter(({ level }) => level === 'village')) {
    const named = area.town === null ? null : register.codeOf({ name: area.town, sourceKey: null }, countyCode);
    const parent = area.town === null ? `${countyCode}001` : named;
    const names = { county: countyCode, village: area.town ?? area.name };
    // A town the file draws itself comes in with its border a little later.
    if (parent !== null && !drawn.has(parent)) await ensureAreas(tx, parent, { names, created });
    give(area, parent);
  }

  function give(area: RawArea, parent: string | null): void {
    const code = parent === null ? null : register.codeOf(area, parent);
    if (code === null) note(report.repaired, 'tooManyAreas', String(area.feature));
    else codes.set(area.feature, code);
  }
}

/** The codes of a county in use, by which area they name. */
class Register {
  readonly #bySource = new Map<string, string>();
  readonly #byName = new Map<string, string>();
  readonly #last = new Map<string, number>();
  /** Codes that belong to one area of a file, so that a second of the same name gets another. */
  readonly #claimed = new Set<string>();

  constructor(countyCode: string, known: KnownArea[]) {
    for (const area of known) {
      if (area.sourceKey !== null) {
        this.#bySource.set(area.sourceKey, area.code);
        this.#claimed.add(area.code);
      }
      this.#remember(area.name, area.code, area.code === countyCode ? '' : area.code.slice(0, -3));
    }
  }

  /** The code of an area under its parent, a new one when it is not known; null when 999 are in use. */
  codeOf(area: { name: string; sourceKey: string | null }, parent: string): string | null {
    const bySource = area.sourceKey === null ? undefined : this.#bySource.get(area.sourceKey);
    if (bySource) return bySource;
    const named = this.#byName.get(`${parent}/${area.name}`);
    const code = named && (area.sourceKey === null || !this.#claimed.has(named)) ? named : this.#next(parent);
    if (code === null) return null;
    this.#remember(area.name, code, parent);
    if (area.sourceKey !== null) {
      this.#bySource.set(area.sourceKey, code);
      this.#claimed.add(code);
    }
    return code;
  }

  #next(parent: string): string | null {
    const next = (this.#last.get(parent) ?? 0) + 1;
    return next > 999 ? null : `${parent}${String(next).padStart(3, '0')}`;
  }

  /** Of several areas of one name the first is meant by the name alone. */
  #remember(name: string, code: string, parent: string): void {
    const key = `${parent}/${name}`;
    if (!this.#byName.has(key)) this.#byName.set(key, code);
    this.#last.set(parent, Math.max(this.#last.get(parent) ?? 0, Number(code.slice(-3))));
  }
}
