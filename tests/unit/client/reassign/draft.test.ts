import { describe, expect, it } from 'vitest';
import { balanceColours, previewOf } from '../../../../client/features/reassign/balance/preview.ts';
import { draftOf, groundOf } from '../../../../client/features/reassign/draft.ts';
import { gapsNow, householdsOfSet } from '../../../../client/features/reassign/select/gapSets.ts';
import { targetOfZone } from '../../../../client/features/reassign/select/targets.ts';
import type { PlanSteps } from '../../../../shared/plan.ts';
import { members, register } from './village.ts';

const nobody = new Set<number>();
const steps = (...gestures: PlanSteps['done']): PlanSteps => ({ done: gestures, undone: [] });
const move = (id: number, from: number | null, to: number | null) => ({ slot: 'lane' as const, id, from, to });
const assign = (...moves: ReturnType<typeof move>[]) => ({ kind: 'assign' as const, moves });

describe('the draft of a plan', () => {
  it('counts what the plan makes of the village, and again what it was once the plan is undone', () => {
    const ground = groundOf(register(), members);
    const planned = draftOf(ground, steps(assign(move(1, 11, 12))));
    expect(planned.sheet.zone(11)?.after.households).toBe(3);
    expect(planned.sheet.zone(12)?.after.households).toBe(4);
    expect(planned.sheet.zone(12)?.after.keyPeople).toBe(1);
    const undone = draftOf(ground, steps());
    expect(undone.sheet.touchedZones()).toEqual([]);
    expect(undone.sheet.zone(11)?.after.households).toBe(4);
  });

  it('tells what somebody else has changed, and moves it from where it is now', () => {
    const draft = draftOf(groundOf(register(), members), steps(assign(move(1, 13, 12), move(2, 11, 12))));
    expect(draft.conflicts).toEqual([{ move: move(1, 13, 12), now: 11 }]);
    expect(draft.sheet.holder('lane', 1)).toBe(12);
    expect(draft.net).toEqual([move(1, 11, 12), move(2, 11, 12)]);
  });

  it('leaves out what its reader does not see instead of failing', () => {
    const draft = draftOf(
      groundOf(register(), members),
      steps(assign(move(99, 11, 12), move(1, 11, 77), move(2, 11, 12))),
    );
    expect(draft.net).toEqual([move(2, 11, 12)]);
  });
});

describe('a preview', () => {
  it('shows donors and receivers at both levels and leaves the draft as it is', () => {
    const draft = draftOf(groundOf(register(), members), steps());
    const { zones, moves } = previewOf(draft, { slot: 'lane', ids: new Set([1, 2]), target: 21, locked: nobody });
    expect(moves).toHaveLength(2);
    const after = new Map(zones.map(({ zoneId, after: load }) => [zoneId, load.households]));
    expect(after).toEqual(
      new Map([
        [11, 2],
        [21, 3],
        [10, 5],
        [20, 3],
      ]),
    );
    expect(draft.sheet.zone(11)?.after.households).toBe(4);
  });

  it('without a target shows who can spare what is selected, and moves nothing', () => {
    const draft = draftOf(groundOf(register(), members), steps());
    const { zones, moves } = previewOf(draft, { slot: 'lane', ids: new Set([1]), target: null, locked: nobody });
    expect(moves).toEqual([]);
    expect(zones.find(({ zoneId }) => zoneId === 11)?.after.households).toBe(3);
  });

  it('keeps to the locks and says which zone is in the way', () => {
    const draft = draftOf(groundOf(register(), members), steps());
    const wish = { slot: 'lane' as const, ids: new Set([1, 5]), target: 21, locked: new Set([11]) };
    const { moves, refused } = previewOf(draft, wish);
    expect(moves).toEqual([move(5, 12, 21)]);
    expect(refused.map(({ refusal }) => refusal)).toEqual([{ reason: 'locked', zoneId: 11 }]);
  });

  it('colours each zone by how it will stand to its limits', () => {
    const draft = draftOf(groundOf(register(), members), steps());
    const { zones } = previewOf(draft, { slot: 'lane', ids: new Set([1, 2, 3]), target: 12, locked: nobody });
    const colours = balanceColours(draft, zones);
    expect(colours.get(11)).toBe('under');
    expect(colours.get(12)).toBe('over');
  });

  it('takes the zone round the one pointed at for the target when that is of the right level', () => {
    const draft = draftOf(groundOf(register(), members), steps());
    expect(targetOfZone(draft, 'lane', 21, nobody)).toBe(21);
    expect(targetOfZone(draft, 'lane', 20, nobody)).toBeNull();
    expect(targetOfZone(draft, 'grid', 21, new Set([11]))).toBe(20);
    // The pointer rests on the zone that has just been selected: nobody is aimed at yet.
    expect(targetOfZone(draft, 'lane', 21, new Set([8]))).toBeNull();
    expect(targetOfZone(draft, 'lane', 11, new Set([8]))).toBe(11);
    expect(targetOfZone(draft, 'member', 21, nobody)).toBeNull();
  });
});

describe('what needs attention', () => {
  it('is found in the draft and not in what was before it', () => {
    const ground = groundOf(register(), members);
    const kinds = (draft: ReturnType<typeof draftOf>) =>
      gapsNow(draft, register()).map(({ kind, id }) => `${kind} ${id}`);
    expect(kinds(draftOf(ground, steps()))).toContain('noLane 9');
    const draft = draftOf(ground, steps(assign(move(9, null, 21))));
    expect(kinds(draft)).not.toContain('noLane 9');
    expect(householdsOfSet(draft, register(), 'noLane')).toEqual([]);
    expect(householdsOfSet(draft, register(), 'noMember')).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
