import { tableFromIPC } from '@uwdata/flechette';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ColumnsOf } from '../../../shared/columns.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { hazardCategories, hazardSeverities, hazardStates } from '../../../shared/hazard.ts';
import { filterHazards } from '../../../shared/hazardColumns.ts';
import {
  ageClass,
  dueClass,
  dueClasses,
  type HazardList,
  hazardFilterSchema,
  type SavedFilter,
} from '../../../shared/hazardFilter.ts';
import { metricAt } from '../../../shared/metric.ts';
import { contains } from '../../../shared/shape.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { day } from '../../support/reassigning.ts';
import { askingAs, signIn, signInAs } from '../../support/signIn.ts';

const areaCode = '371082';
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';
let hazards: ColumnsOf<'hazard'>;
const today = () => dayNumber(day());
const runs = databaseKind === 'native' ? 40 : 10;

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  cookie = await signInAs(test.database, 'villageOfficial', areaCode);
  const response = await askingAs(app, cookie)({ url: `/columns/hazard/${areaCode}` });
  const table = tableFromIPC(new Uint8Array(response.rawPayload));
  hazards = Object.fromEntries(
    table.schema.fields.map(({ name }) => [
      name,
      Array.from({ length: table.numRows }, (_, row) => table.getChild(name)?.at(row)),
    ]),
  ) as unknown as ColumnsOf<'hazard'>;
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

const list = (filter: object, more: object = {}) =>
  callAs<HazardList>(app, cookie, 'hazard.list', { filter: { areaCode, ...filter }, sort: 'number', ...more });

const some = <Value>(values: readonly Value[]) => fc.subarray([...values], { maxLength: 3 });
const filters = fc.record({
  categories: some(hazardCategories),
  severities: some(hazardSeverities),
  states: some(hazardStates),
  due: some(dueClasses),
  ages: some([0, 1, 2, 3, 4]),
});

describe('the list of hazards', () => {
  it('holds the rows that pass every part of a filter, and counts each facet by the other parts', async () => {
    const rows = await test.database.execute<{
      id: number;
      category: string;
      severity: number;
      state: (typeof hazardStates)[number];
      due: number;
      reported: number;
    }>(sql`
      select id::float8 as id, category, severity, state, coalesce(due_on - date '1970-01-01', 0) as due,
        ((reported_at at time zone interval '8 hours')::date - date '1970-01-01') as reported
      from hazard order by number`);
    const valuesNow = () =>
      [...rows].map((row) => ({
        id: row.id,
        category: row.category,
        severity: String(row.severity),
        state: String(row.state),
        due: dueClass(row.state, row.due, today()),
        age: String(ageClass(today() - row.reported)),
      }));
    await fc.assert(
      fc.asyncProperty(filters, async (filter) => {
        const values = valuesNow();
        const wanted = {
          category: filter.categories,
          severity: filter.severities.map(String),
          state: filter.states,
          due: filter.due,
          age: filter.ages.map(String),
        } as const;
        const names = ['category', 'severity', 'state', 'due', 'age'] as const;
        const passes = (row: (typeof values)[number], but?: string) =>
          names.every(
            (name) =>
              name === but || wanted[name].length === 0 || (wanted[name] as readonly string[]).includes(row[name]),
          );
        const { data } = await list(filter);
        const expected = values.filter((row) => passes(row)).map(({ id }) => id);
        expect(data.ids).toEqual(expected);
        expect(data.total).toBe(expected.length);
        for (const name of names) {
          const counts: Record<string, number> = {};
          for (const row of values) if (passes(row, name)) counts[row[name]] = (counts[row[name]] ?? 0) + 1;
          expect(data.facets[name], name).toEqual(counts);
        }
      }),
      { seed: 20261124, numRuns: runs },
    );
  });

  it('is what the browser finds in its columns, counts included', async () => {
    await fc.assert(
      fc.asyncProperty(filters, async (given) => {
        const filter = hazardFilterSchema.parse({ areaCode, ...given });
        const found = filterHazards(hazards, filter, { today: today(), inPlace: null, zones: null });
        const { data } = await list(given);
        const ids = Array.from(hazards.id).filter((_, row) => found.passes[row] === 1);
        expect([...ids].sort((a, b) => a - b)).toEqual([...data.ids].sort((a, b) => a - b));
        expect(found.total).toBe(data.total);
        const lively = (counts: Record<string, number>) =>
          Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
        for (const [facet, counts] of Object.entries(found.facets)) {
          expect(lively(counts), facet).toEqual(data.facets[facet as 'state']);
        }
      }),
      { seed: 20261125, numRuns: runs },
    );
  });

  it('keeps to its order from page to page, and the most urgent come first', async () => {
    const whole = (await list({}, { sort: 'urgency', limit: 500 })).data;
    const scores = whole.items.map(({ score }) => score ?? 0);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores[0]).toBeGreaterThan(1);
    const offsets = Array.from({ length: Math.ceil(whole.total / 20) }, (_, page) => page * 20);
    const pages = offsets.map((offset) => list({}, { sort: 'urgency', offset, limit: 20 }));
    const ids = (await Promise.all(pages)).flatMap(({ data }) => data.items.map(({ id }) => id));
    expect(ids).toEqual(whole.ids);
    for (const sort of ['due', 'reported', 'severity', 'number', 'updated']) {
      const up = (await list({}, { sort })).data.ids;
      expect(
        [...up].sort((a, b) => a - b),
        sort,
      ).toEqual([...whole.ids].sort((a, b) => a - b));
    }
  });

  it('is narrowed by where: drawn, round, in view, around a feature, and on foot', async () => {
    const [lng = 0, lat = 0] = [hazards.lng[0], hazards.lat[0]];
    const metric = metricAt(lat);
    const metresTo = (row: number) =>
      Math.hypot(((hazards.lng[row] ?? 0) - lng) * metric.x, ((hazards.lat[row] ?? 0) - lat) * metric.y);
    const points = [...hazards.id.keys()].filter((row) => hazards.geometry[row] === '');
    const circled = (await list({ where: [{ kind: 'circle', position: [lng, lat], metres: 400 }] })).data.ids;
    for (const row of points)
      expect(circled.includes(hazards.id[row] ?? 0), String(hazards.number[row])).toBe(metresTo(row) <= 400);
    const ring = [
      [lng - 0.004, lat - 0.003],
      [lng + 0.004, lat - 0.002],
      [lng + 0.001, lat + 0.004],
      [lng - 0.004, lat - 0.003],
    ] as [number, number][];
    const region = { type: 'Polygon' as const, coordinates: [ring] };
    const drawn = (await list({ where: [{ kind: 'region', region }] })).data.ids;
    for (const row of points) {
      expect(drawn.includes(hazards.id[row] ?? 0)).toBe(
        contains(region, [hazards.lng[row] ?? 0, hazards.lat[row] ?? 0]),
      );
    }
    const bounds = [lng - 0.002, lat - 0.002, lng + 0.002, lat + 0.002];
    const seen = (await list({ where: [{ kind: 'view', bounds }] })).data.ids;
    const both = (
      await list({
        where: [
          { kind: 'view', bounds },
          { kind: 'region', region },
        ],
      })
    ).data.ids;
    expect([...both].sort()).toEqual(seen.filter((id) => drawn.includes(id)).sort());
    const around = (
      await list({ where: [{ kind: 'buffer', feature: { layer: 'hazard', id: hazards.id[0] }, metres: 400 }] })
    ).data.ids;
    if (hazards.geometry[0] === '') expect(around).toEqual(circled);
    const [street] = await test.database.execute<{ id: number; expected: number[] }>(sql`
      select street.id::float8 as id, (
        select json_agg(hazard.id order by hazard.number) from hazard where st_distance(hazard.geometry::geography, street.geometry::geography) <= 60
      ) as expected
      from street where kind in ('main', 'street') order by st_length(geometry) desc limit 1`);
    const along = (
      await list({ where: [{ kind: 'buffer', feature: { layer: 'street', id: street?.id }, metres: 60 }] })
    ).data.ids;
    expect(along).toEqual(street?.expected);
    expect(along.length).toBeGreaterThan(0);
    const near = (await list({ where: [{ kind: 'onFoot', position: [lng, lat], minutes: 10 }] })).data.ids;
    const slow = (await list({ where: [{ kind: 'onFoot', position: [lng, lat], minutes: 10, pace: 'slow' }] })).data
      .ids;
    const straight = (await list({ where: [{ kind: 'circle', position: [lng, lat], metres: 760 }] })).data.ids;
    expect(near.length).toBeGreaterThan(0);
    expect(near.filter((id) => !straight.includes(id))).toEqual([]);
    expect(slow.filter((id) => !near.includes(id))).toEqual([]);
    expect(
      (await list({ where: [{ kind: 'buffer', feature: { layer: 'street', id: 99_999_999 }, metres: 60 }] })).code,
    ).toBe('notFound');
  });

  it('finds text in number, title and pinyin, and takes no sign of it for a pattern', async () => {
    const [row] = await test.database.execute<{ number: string; title: string; initials: string }>(
      sql`select number, title, initials from hazard order by id limit 1`,
    );
    for (const text of [row?.number, row?.title.slice(0, 3), row?.initials.slice(0, 3)]) {
      const { data } = await list({ text }, { limit: 500 });
      expect(
        data.items.map(({ number }) => number),
        text,
      ).toContain(row?.number);
    }
    expect((await list({ text: '%' })).data.total).toBe(0);
    expect((await list({ text: "'; drop table hazard; --" })).data.total).toBe(0);
  });

  it('of days that there are not is refused', async () => {
    expect(await list({ reportedFrom: '2026-02-30' })).toMatchObject({
      code: 'invalidInput',
      detail: { field: 'filter.reportedFrom' },
    });
  });

  it('shows each only what their duty holds, with the same filter', async () => {
    const lane = await signIn(test.database, 'laneLead');
    const all = (await list({})).data;
    const own = await callAs<HazardList>(app, lane, 'hazard.list', { filter: { areaCode } });
    const [zones] = await test.database.execute<{ ids: number[] | null }>(sql`
      select json_agg(hazard.id) as ids from hazard
      join zone_lead on zone_lead.zone_id = hazard.zone_id and zone_lead.to_on is null
      join account on account.person_id = zone_lead.person_id and account.username = 'lane'`);
    expect([...own.data.ids].sort()).toEqual([...(zones?.ids ?? [])].sort());
    expect(own.data.total).toBeLessThan(all.total);
  });

  it('is kept under a name by whoever made it, and nobody else sees it', async () => {
    const filter = { areaCode, states: ['rectifying'], due: ['overdue'] };
    const saved = await callAs<SavedFilter[]>(app, cookie, 'hazard.saveFilter', { name: '逾期整改', filter });
    expect(saved.data).toMatchObject([{ name: '逾期整改', filter: { states: ['rectifying'] } }]);
    const again = await callAs<SavedFilter[]>(app, cookie, 'hazard.saveFilter', {
      name: '逾期整改',
      filter: { areaCode },
    });
    expect(again.data).toMatchObject([{ filter: { states: [] } }]);
    const other = await signIn(test.database, 'villageOfficial');
    expect((await callAs<SavedFilter[]>(app, other, 'hazard.filters', { countyCode: areaCode })).data).toEqual([]);
    const id = again.data[0]?.id;
    expect((await callAs(app, other, 'hazard.dropFilter', { countyCode: areaCode, id })).code).toBe('notFound');
    expect((await callAs<SavedFilter[]>(app, cookie, 'hazard.dropFilter', { countyCode: areaCode, id })).data).toEqual(
      [],
    );
  });
});
