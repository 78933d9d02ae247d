import { describe, expect, it } from 'vitest';
import { generateDemo } from '../../../geodata/demo/generate.ts';
import { contractEndsSoonDays } from '../../../shared/asset.ts';
import { dayNumber } from '../../../shared/geo.ts';
import { hazardSeverities, hazardStates, isOverdue } from '../../../shared/hazard.ts';
import { registeredCategories } from '../../../shared/keyPerson.ts';
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

  it('has exactly sixty dangers: points, lines and areas, in every state and severity, some overdue', () => {
    expect(demo.hazards).toHaveLength(60);
    expect(counts(demo.hazards, ({ state }) => state).size).toBe(hazardStates.length);
    expect(counts(demo.hazards, ({ severity }) => severity).size).toBe(hazardSeverities.length);
    expect([...counts(demo.hazards, ({ geometry }) => geometry.type).keys()].sort()).toEqual([
      'LineString',
      'Point',
      'Polygon',
    ]);
    const overdue = demo.hazards.filter(({ state, dueOn }) => isOverdue(state, dueOn ?? null, today));
    expect(overdue.length).toBeGreaterThan(4);
    expect(overdue.length).toBeLessThan(20);
    expect(demo.hazards.every(({ state, closedAt }) => (state === 'closed') === (closedAt !== null))).toBe(true);
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
      ...demo.changes.map((row) => row.at ?? ''),
    ];
    expect(moments.filter((moment) => moment.slice(0, 10) > today)).toEqual([]);
  });
});

function isPoint(geometry: unknown): geometry is { coordinates: number[] } {
  return typeof geometry === 'object' && geometry !== null && 'type' in geometry && geometry.type === 'Point';
}
