import { describe, expect, it } from 'vitest';
import { contractOn } from '../../../../client/features/asset/contract.ts';
import { closedLoop } from '../../../../client/features/hazard/closedLoop.ts';
import { cadenceKey, changeKey, deedKey, loggedWords } from '../../../../client/features/household/history.ts';
import { sharedAddress } from '../../../../client/features/household/sharedAddress.ts';
import { boundsOf, nearestFirst } from '../../../../client/features/member/distances.ts';
import { zoneGauge } from '../../../../client/features/zone/gauge.ts';
import type { Position } from '../../../../shared/geo.ts';
import type { HouseholdItem } from '../../../../shared/household.ts';

const today = '2026-11-22';
const limits = { minHouseholds: 30, maxHouseholds: 60 };

describe('the size of a zone', () => {
  it('says by how many households a limit is missed', () => {
    expect(zoneGauge(24, limits)).toMatchObject({ size: 'under', missedBy: 6 });
    expect(zoneGauge(63, limits)).toMatchObject({ size: 'over', missedBy: 3 });
    expect(zoneGauge(60, limits)).toMatchObject({ size: 'within', missedBy: 0 });
  });

  it('keeps value and limits on the scale, however large the zone', () => {
    for (const households of [0, 45, 60, 400]) {
      const { value, least, most } = zoneGauge(households, limits);
      for (const share of [value, least, most]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1);
      }
      expect(least).toBeLessThan(most);
    }
  });
});

describe('the closed loop of a hazard', () => {
  it('is done up to where the hazard stands', () => {
    expect(closedLoop('assigned').map(({ standing }) => standing)).toEqual([
      'done',
      'done',
      'current',
      'ahead',
      'ahead',
      'ahead',
    ]);
  });

  it('is all done once the hazard is closed', () => {
    expect(new Set(closedLoop('closed').map(({ standing }) => standing))).toEqual(new Set(['done']));
  });

  it('is left by a rejected hazard', () => {
    expect(closedLoop('rejected')).toEqual([
      { state: 'reported', standing: 'done' },
      { state: 'rejected', standing: 'current' },
    ]);
  });
});

describe('a contract', () => {
  const asset = { lessee: '鑫岭果业合作社', contractFrom: '2025-11-22', contractTo: '2027-11-22' };

  it('is half over half-way through its term', () => {
    const contract = contractOn(today, asset);
    expect(contract).toMatchObject({ kind: 'running', daysLeft: 365 });
    expect('used' in contract && contract.used).toBeCloseTo(0.5, 2);
  });

  it('is ending in its last 90 days and has ended only after its last day', () => {
    expect(contractOn(today, { ...asset, contractTo: '2027-02-20' }).kind).toBe('ending');
    expect(contractOn(today, { ...asset, contractTo: '2027-02-21' }).kind).toBe('running');
    expect(contractOn(today, { ...asset, contractTo: today })).toMatchObject({ kind: 'ending', daysLeft: 0 });
    expect(contractOn(today, { ...asset, contractTo: '2026-11-21' })).toMatchObject({ kind: 'ended', daysLeft: -1 });
  });

  it('may be missing, or have no end', () => {
    expect(contractOn(today, { lessee: '', contractFrom: null, contractTo: null }).kind).toBe('none');
    expect(contractOn(today, { ...asset, contractTo: null }).kind).toBe('openEnded');
  });
});

describe('the history of a household', () => {
  it('tells a position as coordinates and its absence as null, and no ids', () => {
    expect(loggedWords('{"buildingId": 7, "position": [122.4310712, 36.9124411]}')).toBe('122.43107, 36.91244');
    expect(loggedWords('{"buildingId": null, "position": null}')).toBeNull();
    expect(loggedWords('{"laneId": 9, "address": "幸福街 17 号"}')).toBe('幸福街 17 号');
  });

  it('takes words that are no record as they are', () => {
    expect(loggedWords('第2网格')).toBe('第2网格');
    expect(loggedWords(null)).toBe('');
  });

  it('says from what to what only as far as it is known', () => {
    expect(changeKey({ before: '{"position":null}', after: '{"position":[122.4,36.9]}' })).toBe('household.changed');
    expect(changeKey({ before: null, after: '第2网格' })).toBe('household.changedTo');
    expect(changeKey({ before: '第2网格', after: null })).toBe('household.changedFrom');
    expect(changeKey({ before: null, after: null })).toBeNull();
  });

  it('names an action it does not know', () => {
    expect(deedKey('place')).toBe('household.action.place');
    expect(deedKey('somethingNew')).toBe('household.action.other');
  });

  it('has a phrase for the usual cadences of visits', () => {
    expect(cadenceKey(7)).toBe('household.every7');
    expect(cadenceKey(10)).toBe('household.every');
  });
});

describe('several households at one point', () => {
  it('are headed by the building their addresses share', () => {
    expect(sharedAddress(['新港花园 1 号楼 1 单元 101', '新港花园 1 号楼 2 单元 502'])).toBe('新港花园 1 号楼');
  });

  it('have no common heading when they share no building', () => {
    expect(sharedAddress(['幸福街 17 号', '幸福街 19 号'])).toBe('');
    expect(sharedAddress([])).toBe('');
  });
});

function household(id: number, position: Position | null): HouseholdItem {
  return {
    id,
    countyCode: '371082',
    villageCode: '371082999001',
    number: `H-${id}`,
    kind: 'home',
    address: '',
    name: '',
    persons: 1,
    laneName: null,
    categories: [],
    position,
  };
}

describe('the households in a member’s care', () => {
  const home: Position = [122.43, 36.9];
  const near = household(3, [122.4301, 36.9]);
  const far = household(1, [122.44, 36.9]);
  const nowhere = household(2, null);

  it('are listed from near to far, those without coordinates last', () => {
    const cared = nearestFirst(home, [nowhere, far, near]);
    expect(cared.map((each) => each.household.id)).toEqual([3, 1, 2]);
    expect(cared[0]?.metres).toBeCloseTo(8.9, 0);
    expect(cared[2]?.metres).toBeNull();
  });

  it('are listed by number when the member’s home has no coordinates', () => {
    expect(nearestFirst(null, [near, far, nowhere]).map((each) => each.household.id)).toEqual([1, 2, 3]);
  });

  it('are shown on the map with the member’s home, as far as they are on it', () => {
    expect(boundsOf([home, far.position, null])).toEqual([122.43, 36.9, 122.44, 36.9]);
    expect(boundsOf([null])).toBeNull();
  });
});
