import { tableFromIPC } from '@uwdata/flechette';
import { sql } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionOf } from '../../../server/columns/routes.ts';
import { appRouter } from '../../../server/router.ts';
import { type ColumnSet, columnSets } from '../../../shared/columns.ts';
import { demoRoles } from '../../../shared/demo.ts';
import type { MapDescription } from '../../../shared/map.ts';
import { type Action, exactPositionRoles, roleFields, roleMay } from '../../../shared/permissions.ts';
import { type TileLayer, type TileSet, tileSets } from '../../../shared/tiles.ts';
import { openTestApp } from '../../support/app.ts';
import { openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signIn } from '../../support/signIn.ts';
import { decodeTile, tileAt } from '../../support/tile.ts';
import { areas, plant, type Truth, truthOf, within } from './world.ts';

type Row = { id: number; village: string | null; lane: number | null; zone: number | null; x: number; y: number };
type Answer = { code: string | null; data: unknown; body: string };

let test: TestDatabase;
let app: FastifyInstance;
let base: string;
const cookies = new Map<string, string>();
const truths = new Map<string, Truth>();
const rows = new Map<string, Row[]>();
let cases = 0;
const leaks: string[] = [];

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  await plant(test.database);
  ({ app } = await openTestApp(test.database));
  base = await app.listen({ port: 0, host: '127.0.0.1' });
  for (const role of demoRoles) {
    cookies.set(role, await signIn(test.database, role));
    truths.set(role, await truthOf(test.database, role));
  }
  for (const [table, zone] of [
    ['household', 'lane_id'],
    ['zone', 'id'],
    ['hazard', 'zone_id'],
    ['place', 'null::bigint'],
    ['asset', 'null::bigint'],
    ['street', 'null::bigint'],
    ['building', 'null::bigint'],
    ['landform', 'null::bigint'],
  ] as const) {
    const ended = ['household', 'zone', 'place', 'asset'].includes(table) ? sql`where ended_at is null` : sql``;
    const found = await test.database.execute<Row>(sql`
      select id::float8 as id, village_code as village, ${sql.raw(zone)}::float8 as zone, ${sql.raw(zone)}::float8 as lane,
        st_x(st_pointonsurface(geometry)) as x, st_y(st_pointonsurface(geometry)) as y
      from ${sql.identifier(table)} ${ended} order by id`);
    rows.set(table, [...found]);
  }
}, 240_000);
afterAll(async () => {
  await app?.close();
  await test?.close();
});

/** One cell of the matrix: what was expected, and what came. */
function compare(what: string, observed: unknown, expected: unknown): void {
  cases += 1;
  const [came, wanted] = [JSON.stringify(observed), JSON.stringify(expected)];
  if (came !== wanted) leaks.push(`${what}: expected ${wanted?.slice(0, 200)}, came ${came?.slice(0, 200)}`);
}

async function call(role: string, procedure: string, input: unknown): Promise<Answer> {
  const response = await fetch(`${base}/trpc/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: cookies.get(role) ?? '' },
    body: JSON.stringify(input ?? {}),
  });
  const body = await response.text();
  const { result, error } = JSON.parse(body);
  return { code: error?.data.appCode ?? null, data: result?.data, body };
}

const truth = (role: string): Truth => truths.get(role) as Truth;
const all = (table: string): Row[] => rows.get(table) ?? [];

/** Whether a row of a table is in the reach of a role: the policies in other words. */
function reached(role: string, table: string, row: Row): boolean {
  const { people, ground, households, zones, zonesSeen } = truth(role);
  switch (table) {
    case 'household':
      return within(people, row.village) || households.has(row.id);
    case 'zone':
      return within(people, row.village) || zonesSeen.has(row.id);
    case 'hazard':
      return within(people, row.village ?? '371082') || zones.has(row.zone ?? -1);
    default:
      return within(ground, row.village ?? ground);
  }
}

const heldWhole = (role: string, row: Row) => within(truth(role).people, row.village) || truth(role).zones.has(row.id);

/** A household in each kind of place, as seen from the lane of the demo's lane lead. */
function spots(): [string, Row][] {
  const { households: ownLane } = truth('laneLead');
  const { zones: gridZones } = truth('gridLead');
  const ownGrid = new Set(
    all('household')
      .filter(({ lane }) => gridZones.has(lane ?? -1))
      .map(({ id }) => id),
  );
  const { households: linked } = truth('partyMember');
  const homes = all('household');
  const first = (name: string, test: (row: Row) => boolean): [string, Row] => {
    const row = homes.find(test);
    if (!row) throw new Error(`no household ${name}`);
    return [name, row];
  };
  const own = '371082999001';
  return [
    first('in own lane', ({ id }) => ownLane.has(id)),
    first('in own grid', ({ id }) => ownGrid.has(id) && !ownLane.has(id)),
    first('linked', ({ id }) => linked.has(id)),
    first(
      'elsewhere in the village',
      ({ id, village }) => village === own && !ownGrid.has(id) && !ownLane.has(id) && !linked.has(id),
    ),
    first('in the sibling village', ({ village }) => village === '371082999002'),
    first('in the third village', ({ village }) => village === '371082999003'),
    first('in another town', ({ village }) => village === '371082998001'),
    first('in another county', ({ village }) => village === '371083999001'),
  ];
}

describe('every role, every way in, every area', { timeout: 600_000 }, () => {
  it('a procedure is refused to whoever has no role for its action, and to nobody else', async () => {
    for (const [path, procedure] of Object.entries<unknown>(appRouter._def.procedures)) {
      const { _def } = procedure as { _def: { meta?: { action?: Action } } };
      const action = _def.meta?.action;
      expect(action, `${path} declares an action`).toBeDefined();
      if (!action) continue;
      compare(`nobody ${path}`, (await call('nobody', path, {})).code, 'signInNeeded');
      for (const role of demoRoles) {
        const { code } = await call(role, path, {});
        // Beyond the door anything may be wrong with an empty input but the right to ask.
        const refused = code === 'notAllowed';
        compare(`${role} ${path}`, refused, !roleMay(role, action) || (refused && path === 'setting.set'));
      }
    }
  });

  it('columns hold the rows in reach of each area, key people where they may be known', async () => {
    for (const set of Object.keys(columnSets) as ColumnSet[]) {
      for (const role of demoRoles) {
        for (const area of areas) await compareColumns(role, set, area);
      }
    }
  });

  async function compareColumns(role: string, set: ColumnSet, area: string): Promise<void> {
    const response = await fetch(`${base}/columns/${set}/${area}`, { headers: { cookie: cookies.get(role) ?? '' } });
    const what = `${role} columns ${set} ${area}`;
    if (!roleMay(truth(role).role, actionOf[set])) return compare(what, response.status, 403);
    const table = tableFromIPC(new Uint8Array(await response.arrayBuffer()));
    const came = Array.from({ length: table.numRows }, (_, at) => ({ ...(table.at(at) as Record<string, unknown>) }));
    const wanted = await expectedIds(role, set, area);
    compare(
      what,
      came.map(({ id }) => id),
      wanted,
    );
    if (set !== 'keyPerson') return;
    const { diagnosis } = roleFields[truth(role).role];
    const exact = exactPositionRoles.includes(truth(role).role);
    compare(
      `${what} named`,
      came.some(({ person, household }) => person !== 0 || household !== 0),
      exact && came.length > 0,
    );
    const named = came.some(({ category }) => [1, 6, 7].includes(Number(category)));
    compare(`${what} diagnosis`, named && diagnosis !== 'full', false);
  }

  async function expectedIds(role: string, set: ColumnSet, area: string): Promise<number[]> {
    const inArea = (row: Row) => (row.village ?? area.slice(0, 6)).startsWith(area);
    if (set === 'household' || set === 'hazard') {
      return all(set)
        .filter((row) => inArea(row) && reached(role, set, row))
        .map(({ id }) => id);
    }
    const homes = all('household')
      .filter((row) => inArea(row) && reached(role, 'household', row))
      .map(({ id }) => id);
    const list = sql`${`{${homes.join(',')}}`}::bigint[]`;
    const of = {
      link: sql`select id from household_link where to_on is null and household_id = any(${list})`,
      visit: sql`select distinct household_id as id from visit where household_id = any(${list})`,
      keyPerson: sql`select key_person.id from key_person join person on person.id = person_id
        where to_on is null and person.ended_at is null and person.household_id = any(${list})`,
    }[set];
    const found = await test.database.execute<{ id: number }>(
      sql`select id::float8 as id from (${of}) found order by id`,
    );
    return [...found].map(({ id }) => id);
  }

  it('tiles show the ground in reach and nothing beyond it', async () => {
    const versions = new Map<string, MapDescription['versions']>();
    for (const role of demoRoles) {
      versions.set(role, ((await call(role, 'map.describe', undefined)).data as MapDescription).versions);
    }
    for (const [set, layers] of Object.entries(tileSets) as [TileSet, readonly TileLayer[]][]) {
      for (const layer of layers.filter((name) => name !== 'area')) {
        for (const area of areas.filter((code) => code.length === 12)) {
          const marker = all(layer).find(({ village, x }) => village === area && Number.isFinite(x));
          if (!marker) throw new Error(`${area} has no ${layer}`);
          for (const role of demoRoles) await compareTile(role, versions.get(role)?.[set] ?? '', set, layer, marker);
        }
      }
    }
  });

  async function compareTile(
    role: string,
    version: string,
    set: TileSet,
    layer: TileLayer,
    marker: Row,
  ): Promise<void> {
    const [x, y] = tileAt(marker.x, marker.y, 15);
    const response = await fetch(`${base}/tiles/${set}/${version}/15/${x}/${y}.mvt`, {
      headers: { cookie: cookies.get(role) ?? '' },
    });
    const tile = response.status === 204 ? new Map() : decodeTile(new Uint8Array(await response.arrayBuffer()));
    const ids: number[] = [...(tile.get(layer)?.keys() ?? [])];
    const byId = new Map(all(layer).map((row) => [row.id, row]));
    const beyond = ids.filter((id) => !reached(role, layer, byId.get(id) as Row));
    compare(`${role} tile ${layer} of ${marker.village}: beyond`, beyond, []);
    compare(`${role} tile ${layer} of ${marker.village}: there`, ids.includes(marker.id), reached(role, layer, marker));
  }

  it('a household opens to those in charge of it, as far as their role knows it', async () => {
    for (const [spot, { id, village }] of spots()) {
      const countyCode = String(village).slice(0, 6);
      // Whoever holds an office is named to everybody it concerns.
      const people = await test.database.execute<{ id: number; name: string }>(sql`
        select id::float8 as id, name from person
        where household_id = ${id} and ended_at is null and length(name) > 1
          and not exists (select from zone_lead where person_id = person.id)
          and not exists (select from party_member where person_id = person.id)
        order by id`);
      const [person] = await test.database.execute<{ id: number }>(
        sql`select id::float8 as id from person where household_id = ${id} order by id limit 1`,
      );
      for (const role of demoRoles) {
        const isReached = reached(role, 'household', { id, village } as Row);
        const expected = (action: Action, then: string | null) =>
          !roleMay(role, action) ? 'notAllowed' : isReached ? then : 'notFound';
        const what = `${role} household ${spot}`;
        const dossier = await call(role, 'household.get', { countyCode, id });
        compare(`${what} get`, dossier.code, expected('household.get', null));
        const seesNames = isReached && roleFields[role].name === 'full';
        compare(
          `${what} names`,
          people.some(({ name }) => dossier.body.includes(name)),
          seesNames && roleMay(role, 'household.get') && people.length > 0,
        );
        const reveal = await call(role, 'household.reveal', { countyCode, personId: person?.id ?? 1 });
        compare(`${what} reveal`, reveal.code, expected('household.reveal', null));
        const place = await call(role, 'household.place', { countyCode, id, buildingId: null, position: [100, 10] });
        compare(`${what} place`, place.code, expected('household.place', 'outsideVillage'));
        const list = await call(role, 'household.list', { countyCode, ids: [id] });
        const total = (list.data as { total?: number } | undefined)?.total;
        compare(
          `${what} list`,
          list.code ?? total,
          roleMay(role, 'household.list') ? (isReached ? 1 : 0) : 'notAllowed',
        );
        const looked = people.some(({ name }) => list.body.includes(name));
        compare(`${what} list names`, looked && !seesNames, false);
      }
    }
  });

  it('a zone, a hazard, a place, an asset and a member open where they are in reach', async () => {
    const kinds = [
      ['zone', 'zone.see'],
      ['hazard', 'hazard.see'],
      ['place', 'place.see'],
      ['asset', 'asset.see'],
    ] as const;
    for (const [kind, action] of kinds) {
      for (const area of areas.filter((code) => code.length === 12)) {
        const inVillage = all(kind).filter(({ village }) => village === area);
        const samples = [inVillage[0], inVillage.at(-1), inVillage.find((row) => reached('laneLead', kind, row))];
        for (const row of samples.filter((sample) => sample !== undefined)) {
          for (const role of demoRoles) {
            const { code } = await call(role, `${kind}.get`, { countyCode: area.slice(0, 6), id: row.id });
            const isReached = kind === 'zone' ? heldWhole(role, row) : reached(role, kind, row);
            const expected = !roleMay(role, action) ? 'notAllowed' : isReached ? null : 'notFound';
            compare(`${role} ${kind}.get ${row.id} of ${area}`, code, expected);
          }
        }
      }
    }
  });

  it('numbers, zones and lists of an area are of the rows in reach', async () => {
    const unplaced = all('household').filter(({ x }) => x === null);
    for (const area of areas) {
      const inArea = (row: Row) => String(row.village).startsWith(area);
      for (const role of demoRoles) {
        const homes = all('household').filter((row) => inArea(row) && reached(role, 'household', row));
        const summary = await call(role, 'summary.get', { areaCode: area });
        const counted = (summary.data as { households?: number } | undefined)?.households;
        compare(
          `${role} summary ${area}`,
          summary.code ?? counted,
          roleMay(role, 'summary.see') ? homes.length : 'notAllowed',
        );
        const list = await call(role, 'household.unplaced', { areaCode: area });
        const waiting = unplaced.filter((row) => inArea(row) && reached(role, 'household', row)).length;
        compare(
          `${role} unplaced ${area}`,
          list.code ?? (list.data as { total: number }).total,
          roleMay(role, 'household.list') ? waiting : 'notAllowed',
        );
        const zones = await call(role, 'zone.list', { areaCode: area });
        const whole = all('zone')
          .filter((row) => inArea(row) && heldWhole(role, row))
          .map(({ id }) => id);
        const came = ((zones.data as { id: number; parentId: number | null }[] | undefined) ?? [])
          .map(({ id }) => id)
          .sort((a, b) => a - b);
        const outermost = area.length === 6 ? whole.filter((id) => came.includes(id)) : whole;
        compare(`${role} zones ${area}`, zones.code ?? came, roleMay(role, 'zone.see') ? outermost : 'notAllowed');
      }
    }
  });

  it('a search finds what is in reach and says nothing of the rest', async () => {
    const words = [
      ['person', '别镇甲', '371082998001'],
      ['person', '外县甲', '371083999001'],
      ['household', '别镇街1号', '371082998001'],
      ['household', '外县街1号', '371083999001'],
      ['zone', '别镇网格', '371082998001'],
      ['zone', '外县网格', '371083999001'],
      ['hazard', '别镇隐患', '371082998001'],
      ['hazard', '外县隐患', '371083999001'],
      ['place', '别镇诊所', '371082998001'],
      ['place', '外县诊所', '371083999001'],
      ['asset', '别镇地块', '371082998001'],
      ['asset', '外县地块', '371083999001'],
      ['street', '别镇大街', '371082998001'],
      ['street', '外县大街', '371083999001'],
    ] as const;
    const mayFind: Record<string, Action> = {
      person: 'household.list',
      household: 'household.list',
      zone: 'zone.see',
      hazard: 'hazard.see',
      place: 'place.see',
      asset: 'asset.see',
      street: 'map.see',
    };
    for (const [kind, text, village] of words) {
      for (const role of demoRoles) {
        const { data } = await call(role, 'search.find', { text });
        const groups = (data as { groups: { kind: string; items: unknown[] }[] }).groups;
        const { people, ground } = truth(role);
        const isGround = ['place', 'asset', 'street'].includes(kind);
        const isReached =
          within(isGround ? ground : people, village) && (kind !== 'person' || roleFields[role].name === 'full');
        const found = groups.some((group) => group.kind === kind && group.items.length > 0);
        compare(`${role} search ${text}`, found, isReached && roleMay(role, mayFind[kind] as Action));
      }
    }
    // Every role looks for somebody of each kind of household by name.
    for (const [spot, { id, village }] of spots()) {
      const [head] = await test.database.execute<{ name: string }>(sql`
        select name from person where household_id = ${id} and ended_at is null order by is_head desc, id limit 1`);
      if (!head) continue;
      for (const role of demoRoles) {
        const { data } = await call(role, 'search.find', { text: head.name, perKind: 20 });
        const groups = (data as { groups: { kind: string; items: { id: number }[] }[] }).groups;
        const found = groups.some((group) => group.kind === 'person' && group.items.some((item) => item.id === id));
        const named = reached(role, 'household', { id, village } as Row) && roleFields[role].name === 'full';
        compare(`${role} search by name ${spot}`, found, named && roleMay(role, 'household.list'));
      }
    }
  });

  it('has at least 2,000 cases and no leak', () => {
    expect(leaks.slice(0, 20)).toEqual([]);
    expect(leaks.length).toBe(0);
    console.log(`${cases} cases, ${leaks.length} leaks`);
    expect(cases).toBeGreaterThanOrEqual(2000);
  });
});
