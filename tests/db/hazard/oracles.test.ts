import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HazardList } from '../../../shared/hazardFilter.ts';
import type { Danger } from '../../../shared/hazardRegister.ts';
import { defaultHazardReach } from '../../../shared/hazardRules.ts';
import { openTestApp } from '../../support/app.ts';
import { callAs } from '../../support/asking.ts';
import { databaseKind, openTestDatabase, type TestDatabase } from '../../support/database.ts';
import { signInAs } from '../../support/signIn.ts';

const countyCode = '371082';
const runs = databaseKind === 'native' ? 15 : 5;
let test: TestDatabase;
let app: FastifyInstance;
let cookie = '';

beforeAll(async () => {
  test = await openTestDatabase({ demo: true });
  ({ app } = await openTestApp(test.database));
  cookie = await signInAs(test.database, 'villageOfficial', countyCode);
});
afterAll(async () => {
  await app?.close();
  await test?.close();
});

describe('the nearest shelter with room', () => {
  it('is the one that geography finds among all that are in no danger and take everybody', async () => {
    const [{ ids } = { ids: [] }] = await test.database.execute<{ ids: number[] }>(
      sql`select json_agg(id order by id) as ids from hazard`,
    );
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.subarray(ids, { minLength: 1, maxLength: 4 }), async (chosen) => {
        const subject = { kind: 'hazards', ids: chosen };
        const { data } = await callAs<Danger>(app, cookie, 'triage.danger', { countyCode, subject });
        const among = `{${chosen.join(',')}}`;
        const rows = await test.database.execute<{ id: number; metres: number }>(sql`
          with chosen as (
            select geometry::geography as shape, coalesce(reach, case when st_dimension(geometry) = 2 then 0
              else (${JSON.stringify(defaultHazardReach)}::jsonb ->> category)::float8 end) as reach
            from hazard where id = any(${among}::bigint[])
          )
          select id::float8 as id, st_distance(geometry::geography, (
            select st_centroid(st_collect(geometry))::geography from hazard where id = any(${among}::bigint[])
          )) as metres
          from place
          where category = 'shelter' and ended_at is null and capacity >= greatest(1, ${data.persons})
            and not exists (select from chosen where st_dwithin(chosen.shape, place.geometry::geography, chosen.reach))
          order by metres, id`);
        const [nearest] = rows;
        expect(data.shelter?.id ?? null).toBe(nearest?.id ?? null);
        if (data.shelter)
          expect(Math.abs(data.shelter.metres - (nearest?.metres ?? 0))).toBeLessThan(1 + (nearest?.metres ?? 0) / 500);
        if (data.shelter) found += 1;
      }),
      { seed: 20261124, numRuns: runs },
    );
    expect(found).toBeGreaterThan(runs / 2);
  });
});

type Edge = { from: string; to: string; metres: number; a: [number, number]; b: [number, number] };

describe('reach on foot', () => {
  it('is what relaxing every street again and again finds, over crossings that PostGIS has cut', async () => {
    const rows = await test.database.execute<{ a: [number, number]; b: [number, number]; metres: number }>(sql`
      with lines as (
        select (st_dump(st_unaryunion(st_collect(part), 1e-7))).geom as line
        from (select (st_dump(geometry)).geom as part from street where county_code = ${countyCode} and kind not in ('highway', 'rail')) parts
      ),
      corners as (select line, generate_series(1, st_npoints(line) - 1) as at from lines)
      select json_build_array(st_x(st_pointn(line, at)), st_y(st_pointn(line, at))) as a,
        json_build_array(st_x(st_pointn(line, at + 1)), st_y(st_pointn(line, at + 1))) as b,
        st_distance(st_pointn(line, at)::geography, st_pointn(line, at + 1)::geography) as metres
      from corners`);
    const name = ([x, y]: [number, number]) => `${x.toFixed(7)} ${y.toFixed(7)}`;
    const edges = [...rows].map(({ a, b, metres }): Edge => ({ from: name(a), to: name(b), metres, a, b }));
    const hazards = await test.database.execute<{ id: number; position: [number, number] }>(sql`
      select id::float8 as id, json_build_array(st_x(st_pointonsurface(geometry)), st_y(st_pointonsurface(geometry))) as position from hazard`);
    const homes = await test.database.execute<{ lng: number; lat: number }>(sql`
      select st_x(geometry) as lng, st_y(geometry) as lat from household where geometry is not null order by id`);
    const aside = fc.double({ min: -3e-4, max: 3e-4, noNaN: true });
    /** Some steps from any door of the demo's town. */
    const place = fc
      .tuple(fc.constantFrom(...homes), aside, aside)
      .map(([{ lng, lat }, east, north]): [number, number] => [lng + east, lat + north]);
    let reached = 0;
    let beyond = 0;
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 4, max: 15 }), async (position, minutes) => {
        const where = [{ kind: 'onFoot', position, minutes }];
        const { data } = await callAs<HazardList>(app, cookie, 'hazard.list', {
          filter: { areaCode: countyCode, where },
          sort: 'number',
          limit: 500,
        });
        const listed = new Set(data.ids);
        const metresTo = walking(edges, position);
        for (const hazard of hazards) {
          const metres = metresTo(hazard.position);
          // Metres of a sphere of its own kind differ by a little: what is as good as at the edge may fall either way.
          if (Math.abs(metres - minutes * 75) < 8) continue;
          expect(listed.has(hazard.id), `${hazard.id} at ${metres} of ${minutes * 75}`).toBe(metres < minutes * 75);
          if (metres < minutes * 75) reached += 1;
          else if (Number.isFinite(metres)) beyond += 1;
        }
      }),
      { seed: 20261124, numRuns: runs },
    );
    expect(reached).toBeGreaterThan(runs);
    expect(beyond).toBeGreaterThan(runs);
  });
});

/** Bellman and Ford: no heap, no index; every edge until nothing gets shorter. */
function walking(edges: readonly Edge[], from: [number, number]): (to: [number, number]) => number {
  const start = nearestSpot(edges, from);
  if (!start) return () => Number.POSITIVE_INFINITY;
  const far = new Map<string, number>([
    [start.edge.from, start.off + start.toFrom],
    [start.edge.to, start.off + start.toTo],
  ]);
  const at = (node: string) => far.get(node) ?? Number.POSITIVE_INFINITY;
  for (let changed = true; changed; ) {
    changed = false;
    for (const { from: one, to: other, metres } of edges) {
      for (const [near, next] of [
        [one, other],
        [other, one],
      ] as const) {
        if (at(near) + metres >= at(next) - 1e-9) continue;
        far.set(next, at(near) + metres);
        changed = true;
      }
    }
  }
  return (to) => {
    const end = nearestSpot(edges, to);
    if (!end) return Number.POSITIVE_INFINITY;
    const straight =
      end.edge === start.edge ? start.off + Math.abs(start.toFrom - end.toFrom) : Number.POSITIVE_INFINITY;
    return end.off + Math.min(at(end.edge.from) + end.toFrom, at(end.edge.to) + end.toTo, straight);
  };
}

/** The nearest spot on any street within 80 m, by a look at every street; a degree is as long as at 36.9° north. */
function nearestSpot(edges: readonly Edge[], [x, y]: [number, number]) {
  const [east, north] = [89_128.6, 110_975.7];
  let best: { edge: Edge; off: number; toFrom: number; toTo: number } | null = null;
  for (const edge of edges) {
    const [ax, ay] = [(edge.a[0] - x) * east, (edge.a[1] - y) * north];
    const [dx, dy] = [(edge.b[0] - edge.a[0]) * east, (edge.b[1] - edge.a[1]) * north];
    const long = dx * dx + dy * dy;
    const share = long === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / long));
    const off = Math.hypot(ax + share * dx, ay + share * dy);
    if (off <= Math.min(80, best?.off ?? 80))
      best = { edge, off, toFrom: share * edge.metres, toTo: (1 - share) * edge.metres };
  }
  return best;
}
