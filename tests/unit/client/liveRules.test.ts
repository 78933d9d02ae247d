import { describe, expect, test } from 'vitest';
import { householdsIn, isBehind, isOutdated, overlap, setsToRefresh } from '../../../client/api/liveRules.ts';
import type { Nudge } from '../../../shared/live.ts';

const village = '371082999001';
const nudge = (topic: string, changes: Partial<Nudge> = {}): Nudge => ({ area: village, topic, seq: 42, ...changes });
const setsOf = (...nudges: Nudge[]) => setsToRefresh(nudges).map(([set]) => set);

test('areas overlap when one lies in the other', () => {
  expect(overlap(village, '371082999')).toBe(true);
  expect(overlap('371082', village)).toBe(true);
  expect(overlap('', village)).toBe(true);
  expect(overlap(village, '371082999002')).toBe(false);
  expect(overlap('371082998', '371082999')).toBe(false);
});

describe('a change', () => {
  test('is looked for in the sets that are drawn from its table, and in all when anything may have changed', () => {
    expect(setsOf(nudge('household'))).toEqual(['household', 'keyPerson', 'link']);
    expect(setsOf(nudge('visit'), nudge('hazard'))).toEqual(['hazard', 'visit']);
    expect(setsOf(nudge('notice'))).toEqual([]);
    expect(setsOf(nudge('everything', { area: '', seq: 0 }))).toHaveLength(5);
  });

  test('is fetched for areas it lies in that are older, and not by the window that made it and holds it', () => {
    expect(isBehind([nudge('household')], village, 41)).toBe(true);
    expect(isBehind([nudge('household')], '371082', 41)).toBe(true);
    expect(isBehind([nudge('household')], village, 42)).toBe(false);
    expect(isBehind([nudge('household')], '371082999002', 41)).toBe(false);
    expect(isBehind([nudge('everything', { area: '', seq: 0 })], village, 99)).toBe(true);
  });

  test('makes answers about its area old that tell of it, and no others', () => {
    const isOld = (path: string, input: unknown, ...nudges: Nudge[]) => isOutdated(nudges, path.split('.'), input);
    expect(isOld('summary.get', { areaCode: village }, nudge('household'))).toBe(true);
    expect(isOld('summary.get', { areaCode: '371082999002' }, nudge('household'))).toBe(false);
    expect(isOld('hazard.get', { countyCode: '371082', id: 7 }, nudge('hazard'))).toBe(true);
    expect(isOld('hazard.get', { countyCode: '371083', id: 7 }, nudge('hazard'))).toBe(false);
    expect(isOld('hazard.get', { countyCode: '371082', id: 7 }, nudge('household'))).toBe(false);
    expect(isOld('notice.list', {}, nudge('notice', { area: '371082', account: 'a' }))).toBe(true);
    expect(isOld('planMove.list', { areaCode: village }, nudge('plan_move'))).toBe(true);
  });

  test('of what is drawn as tiles makes their addresses old', () => {
    expect(isOutdated([nudge('street')], ['map', 'describe'], undefined)).toBe(true);
    expect(isOutdated([nudge('household')], ['map', 'describe'], undefined)).toBe(false);
  });

  test('never asks again for a dossier by itself, since every answer is on record', () => {
    expect(isOutdated([nudge('household')], ['household', 'get'], { countyCode: '371082', id: 1 })).toBe(false);
    expect([...householdsIn('household', { id: Int32Array.of(1, 2) })]).toEqual([1, 2]);
    expect([...householdsIn('visit', { id: Int32Array.of(3) })]).toEqual([3]);
    expect([...householdsIn('keyPerson', { id: Int32Array.of(9), household: Int32Array.of(4) })]).toEqual([4]);
    expect([...householdsIn('hazard', { id: Int32Array.of(9) })]).toEqual([]);
  });
});
