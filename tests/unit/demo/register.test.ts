import { describe, expect, it } from 'vitest';
import { generateDemo } from '../../../geodata/demo/generate.ts';
import { contractEndsSoonDays } from '../../../shared/asset.ts';
import { dayNumber, dayOfNumber } from '../../../shared/geo.ts';
import {
  type HazardState,
  hazardCategories,
  hazardSeverities,
  hazardStates,
  isOpen,
  isOverdue,
} from '../../../shared/hazard.ts';
import { hazardLoop } from '../../../shared/hazardLoop.ts';
import { categoryOfKind, defaultHazardTree } from '../../../shared/hazardTree.ts';
import { inspectionPlanInputSchema } from '../../../shared/inspection.ts';
import { registeredCategories } from '../../../shared/keyPerson.ts';
import { repeatSites } from '../../../shared/pattern.ts';
import { ageOn, idNumberCheckDigit } from '../../../shared/person.ts';
import { visitAgeBreaks, visitAgeClass } from '../../../shared/visit.ts';
import { defaultZoneLevels, zoneSize } from '../../../shared/zone.ts';

const today = '2026-11-22';
const demo = generateDemo(today);
const first = '371082999001';

function counts<Row>(rows: readonly Row[], key: (row: Row) => string | number | null | undefined): Map<string, number> {
  const result = new Map<string, number>();
  for (const row of rows) result.set(String(key(row)), (result.get(String(key(row))) ?? 0) + 1);
  return result;
}

describe('the register of the demo', () => {
  it('counts about 1,500 households and 4,500 people, 496 of the households in the first village', () => {
    expect(demo.households.length).toBeGreaterThan(1450);
    expect(demo.households.length).toBeLessThan(1550);
    expect(demo.persons.length).toBeGreaterThan(4300);
    expect(demo.persons.length).toBeLessThan(4700);
    expect(demo.households.filter(({ villageCode }) => villageCode === first)).toHaveLength(496);
    expect(demo.households.filter(({ villageCode, geometry }) => villageCode === first && !geometry)).toHaveLength(12);
    expect(demo.households.filter(({ laneId }) => !laneId)).toHaveLength(10);
  });

  it('keeps most grids and lanes within their limits, with a handful in breach', () => {
    const perLane = counts(demo.households, (row) => row.laneId);
    for (const level of defaultZoneLevels) {
      const zones = demo.zones.filter((zone) => zone.level === level.level);
      const breaches = zones.filter((zone) => {
        const lanes = level.level === 'lane' ? [zone] : demo.zones.filter(({ parentId }) => parentId === zone.id);
        const households = lanes.reduce((sum, { id }) => sum + (perLane.get(String(id)) ?? 0), 0);
        return zoneSize(households, level) !== 'within';
      });
      expect(breaches.length, level.level).toBeGreaterThanOrEqual(2);
      expect(breaches.length / zones.length, level.level).toBeLessThan(0.2);
    }
  });

  it('has a few zones without a lead, one lead at a time in the others, and past leads', () => {
    const active = demo.zoneLeads.filter(({ toOn }) => toOn === null);
    expect(new Set(active.map(({ zoneId }) => zoneId)).size).toBe(active.length);
    const vacant = demo.zones.length - active.length;
    expect(vacant).toBeGreaterThanOrEqual(4);
    expect(vacant).toBeLessThan(20);
    expect(demo.zoneLeads.length - active.length).toBeGreaterThan(30);
    const sorted = [...demo.zoneLeads].sort((a, b) => a.zoneId - b.zoneId || (a.fromOn < b.fromOn ? -1 : 1));
    const overlaps = sorted.filter((lead, index) => {
      const before = sorted[index - 1];
      return before?.zoneId === lead.zoneId && (before.toOn ?? '9999') > lead.fromOn;
    });
    expect(overlaps).toEqual([]);
  });

  it('gives every household one head, and every person an age that fits their part in the family', () => {
    const heads = counts(
      demo.persons.filter(({ isHead }) => isHead),
      (row) => row.householdId,
    );
    expect(heads.size).toBe(demo.households.length);
    expect([...heads.values()].every((count) => count === 1)).toBe(true);
    const age = (birthDate: string | null | undefined) => ageOn(birthDate ?? today, today);
    const headAge = new Map(
      demo.persons.filter(({ isHead }) => isHead).map((row) => [row.householdId, age(row.birthDate)]),
    );
    const wrong = demo.persons.filter((row) => {
      const gap = (headAge.get(row.householdId) ?? 0) - age(row.birthDate);
      if (row.relation === '子' || row.relation === '女') return gap < 16;
      return row.relation === '父' || row.relation === '母' ? gap > -16 : age(row.birthDate) < 18;
    });
    expect(wrong).toEqual([]);
  });

  it('gives ID numbers a right check digit and an impossible region, phones an unassigned prefix', () => {
    for (const { idNumber, birthDate, sex, phone } of demo.persons) {
      expect(idNumber?.slice(0, 6)).toBe('990000');
      expect(idNumber?.slice(6, 14)).toBe(birthDate?.replaceAll('-', ''));
      expect(Number(idNumber?.charAt(16)) % 2 === 1).toBe(sex === 'male');
      expect(idNumber?.charAt(17)).toBe(idNumberCheckDigit(idNumber?.slice(0, 17) ?? ''));
      if (phone) expect(phone).toMatch(/^100\d{8}$/);
    }
    expect(new Set(demo.persons.map(({ idNumber }) => idNumber)).size).toBe(demo.persons.length);
  });

  it('names people with their reading, so that initials find them', () => {
    expect(
      demo.persons.every(
        ({ pinyin, initials }) => /^[a-zü]+$/.test(pinyin ?? '') && /^[a-z]{2,4}$/.test(initials ?? ''),
      ),
    ).toBe(true);
    const qu = demo.persons.find(({ name }) => name.startsWith('曲'));
    expect(qu?.pinyin).toMatch(/^qu/);
  });

  it('has about 170 party members with some eight households each, covering about 93 in 100', () => {
    expect(demo.partyMembers.length).toBeGreaterThan(160);
    expect(demo.partyMembers.length).toBeLessThan(180);
    const active = demo.householdLinks.filter(({ toOn }) => toOn === null);
    const covered = new Set(active.map(({ householdId }) => householdId));
    expect(covered.size).toBe(active.length);
    expect(covered.size / demo.households.length).toBeGreaterThan(0.91);
    expect(covered.size / demo.households.length).toBeLessThan(0.95);
    expect(demo.householdLinks.length).toBeGreaterThan(active.length + 15);
    const members = new Set(demo.partyMembers.map(({ personId }) => personId));
    expect(demo.householdLinks.every(({ memberId }) => members.has(memberId))).toBe(true);
  });

  it('counts about six key people in a hundred, of every category', () => {
    const active = demo.keyPersons.filter(({ toOn }) => !toOn);
    const people = new Set(active.map(({ personId }) => personId));
    expect(people.size / demo.persons.length).toBeGreaterThan(0.05);
    expect(people.size / demo.persons.length).toBeLessThan(0.07);
    expect([...counts(active, ({ category }) => category).keys()].sort()).toEqual([...registeredCategories].sort());
  });

  it('has exactly sixty dangers today: points, lines and areas, in every state and severity, some overdue', () => {
    const present = demo.hazards.slice(0, 60);
    expect(counts(present, ({ state }) => state).size).toBe(hazardStates.length);
    expect(counts(present, ({ severity }) => severity).size).toBe(hazardSeverities.length);
    expect([...counts(present, ({ geometry }) => geometry.type).keys()].sort()).toEqual([
      'LineString',
      'Point',
      'Polygon',
    ]);
    const overdue = present.filter(({ state, dueOn }) => isOverdue(state, dueOn ?? null, today));
    expect(overdue.length).toBeGreaterThan(4);
    expect(overdue.length).toBeLessThan(20);
    expect(demo.hazards.every(({ state, closedAt }) => (state === 'closed') === (closedAt !== null))).toBe(true);
    expect(present.filter(({ kind }) => kind === '').length).toBeLessThan(12);
    for (const { kind, category } of demo.hazards.filter((row) => row.kind !== '')) {
      expect(categoryOfKind(defaultHazardTree, kind ?? ''), kind).toBe(category);
    }
  });

  it('has a hundred more that are over, in every month of the last year, some late and some rated, and sites that came again', () => {
    const past = demo.hazards.slice(60);
    expect(past).toHaveLength(100);
    expect(past.filter(({ state }) => isOpen(state))).toEqual([]);
    const months = counts(past, ({ reportedAt }) => reportedAt.slice(0, 7));
    const lastYear = Array.from({ length: 10 }, (_, ago) => {
      const month = dayOfNumber(dayNumber(today) - 90 - ago * 30).slice(0, 7);
      return months.get(month) ?? 0;
    });
    expect(Math.min(...lastYear)).toBeGreaterThan(0);
    const closed = past.filter(({ state }) => state === 'closed');
    const late = closed.filter(({ closedAt, dueOn }) => (closedAt ?? '').slice(0, 10) > (dueOn ?? ''));
    expect(late.length).toBeGreaterThan(5);
    expect(late.length).toBeLessThan(closed.length / 2);
    expect(closed.filter(({ satisfied }) => satisfied === false).length).toBeGreaterThan(1);
    expect(closed.filter(({ reopened }) => (reopened ?? 0) > 0).length).toBeGreaterThan(2);
    const points = {
      lng: demo.hazards.map(({ geometry }) =>
        isPoint(geometry) ? (geometry.coordinates[0] ?? Number.NaN) : Number.NaN,
      ),
      lat: demo.hazards.map(({ geometry }) =>
        isPoint(geometry) ? (geometry.coordinates[1] ?? Number.NaN) : Number.NaN,
      ),
      category: demo.hazards.map(({ category }) => hazardCategories.indexOf(category)),
    };
    const sites = repeatSites(points, [...demo.hazards.keys()], 30);
    expect(sites.filter((site) => site.length >= 3).length).toBeGreaterThan(6);
  });

  it('took every danger through the loop, step after step as the one table allows, to where it stands', () => {
    const events = new Map<number, typeof demo.hazardEvents>();
    for (const event of demo.hazardEvents) events.set(event.hazardId, [...(events.get(event.hazardId) ?? []), event]);
    for (const hazard of demo.hazards) {
      const [report, ...steps] = events.get(hazard.id) ?? [];
      expect(report).toMatchObject({ step: 'report', fromState: null, toState: 'reported', at: hazard.reportedAt });
      let state: HazardState = 'reported';
      for (const { step, fromState, toState, note } of steps) {
        if (step === 'report' || step === 'edit') throw new Error('reported twice');
        const rule = hazardLoop[step];
        expect(fromState, hazard.title).toBe(state);
        expect(rule.from, `${hazard.title} ${step}`).toContain(state);
        expect(toState).toBe(rule.to);
        if (rule.needs.includes('note')) expect(note, step).not.toBe('');
        state = rule.to;
      }
      expect(state, hazard.title).toBe(hazard.state);
      expect(hazard.lastStepAt).toBe(steps.at(-1)?.at ?? null);
      const moments = [report, ...steps].map((event) => event?.at ?? '');
      expect(moments, hazard.title).toEqual([...moments].sort());
    }
    const byNumber = [...demo.hazards]
      .sort((a, b) => (a.number < b.number ? -1 : 1))
      .map(({ reportedAt }) => reportedAt);
    expect(byNumber).toEqual([...byNumber].sort());
  });

  it('makes its rounds: all done but the last, of which some are overdue and some wait for their recheck', () => {
    expect(demo.inspectionPlans.map(({ recurrence }) => recurrence)).toContainEqual({ every: 'month', day: 26 });
    for (const plan of demo.inspectionPlans) {
      inspectionPlanInputSchema.parse(plan);
      const own = demo.inspections.filter(({ planId }) => planId === plan.id);
      const last = own.at(-1)?.roundOn ?? '';
      expect(own.filter(({ roundOn, state }) => roundOn < last && state !== 'passed')).toEqual([]);
    }
    const owed = demo.inspections.filter(({ state }) => state !== 'passed');
    expect(owed.filter(({ state, dueOn }) => state === 'due' && dueOn < today).length).toBeGreaterThan(1);
    expect(owed.filter(({ state, recheckOn }) => state === 'found' && recheckOn !== null).length).toBeGreaterThan(1);
    expect(owed.every(({ state, doneAt }) => (state === 'due') === (doneAt === null))).toBe(true);
  });

  it('was visited at every distance of time, and some households never', () => {
    const last = new Map<number, number>();
    for (const { householdId, visitedAt } of demo.visits) {
      last.set(householdId, Math.max(last.get(householdId) ?? 0, dayNumber(visitedAt)));
    }
    const classes = demo.households.map(({ id }) => {
      const day = last.get(id);
      return visitAgeClass(day === undefined ? null : dayNumber(today) - day);
    });
    const share = (wanted: number) => classes.filter((each) => each === wanted).length / classes.length;
    for (let wanted = 0; wanted <= visitAgeBreaks.length; wanted++) expect(share(wanted)).toBeGreaterThan(0.05);
    expect(demo.households.length - last.size).toBeGreaterThan(30);
  });

  it('has two blocks of flats with at least twenty households at one point, and one lane of shops', () => {
    const points = counts(
      demo.households.filter(({ geometry }) => geometry),
      ({ geometry }) => JSON.stringify(geometry),
    );
    expect([...points.values()].filter((count) => count >= 20)).toHaveLength(2);
    const shops = demo.households.filter(({ kind }) => kind === 'shop');
    expect(shops.length).toBeGreaterThanOrEqual(10);
    expect(shops.every(({ name }) => (name ?? '').length > 1)).toBe(true);
    expect(new Set(shops.map(({ laneId }) => laneId)).size).toBe(1);
  });

  it('has a few lanes whose households live far from the rest of them', () => {
    const moved = demo.changes.filter(({ action, subject }) => action === 'assign' && subject === 'household');
    expect(moved.length).toBeGreaterThan(30);
    const position = (geometry: unknown) => (isPoint(geometry) ? geometry.coordinates : null);
    const scattered = demo.zones
      .filter(({ level }) => level === 'lane')
      .filter(({ id }) => {
        const own = demo.households
          .filter(({ laneId }) => laneId === id)
          .flatMap((row) => position(row.geometry) ?? []);
        const latitudes = own.filter((_, index) => index % 2 === 1);
        return Math.max(...latitudes) - Math.min(...latitudes) > 0.0012;
      });
    expect(scattered.length).toBeGreaterThanOrEqual(3);
    expect(scattered.length).toBeLessThan(12);
  });

  it('has assets of which some contracts end soon, and places of every kind a village needs', () => {
    const soon = demo.assets.filter(({ contractTo }) => {
      const left = contractTo ? dayNumber(contractTo) - dayNumber(today) : -1;
      return left >= 0 && left <= contractEndsSoonDays;
    });
    expect(soon.length).toBeGreaterThanOrEqual(3);
    const kinds = new Set(demo.places.map(({ category }) => category));
    for (const category of [
      'committee',
      'hall',
      'canteen',
      'clinic',
      'school',
      'shelter',
      'harbour',
      'shop',
      'busStop',
      'worship',
      'elderlyCare',
    ] as const) {
      expect(kinds.has(category), category).toBe(true);
    }
    expect(
      demo.places.filter(({ category }) => category === 'shelter').every(({ capacity }) => (capacity ?? 0) > 0),
    ).toBe(true);
  });

  it('dates nothing after today', () => {
    const moments = [
      ...demo.visits.map((row) => row.visitedAt),
      ...demo.journalEntries.map((row) => row.writtenAt),
      ...demo.hazards.map((row) => row.reportedAt),
      ...demo.hazardEvents.map((row) => row.at ?? ''),
      ...demo.inspections.map((row) => row.doneAt ?? ''),
      ...demo.changes.map((row) => row.at ?? ''),
    ];
    expect(moments.filter((moment) => moment.slice(0, 10) > today)).toEqual([]);
  });
});

function isPoint(geometry: unknown): geometry is { coordinates: number[] } {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry && geometry.type === 'Point';
}
