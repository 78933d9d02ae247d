import { describe, expect, it } from 'vitest';
import { type HazardContent, partsBetween, rebased, withParts } from '../../../client/features/hazard/hazardEdit.ts';

const base: HazardContent = {
  title: '路边井盖缺失',
  description: '',
  category: 'facility',
  kind: 'manhole',
  severity: 3,
  channel: 'patrol',
  dueOn: '2026-11-30',
  shape: { type: 'Point', coordinates: [122.43, 36.9] },
  reach: null,
  zoneId: 7,
};

describe('changing a hazard while somebody else does', () => {
  it('takes what they changed where nothing was written', () => {
    const mine = { ...base, title: '井盖缺失' };
    const theirs = { ...base, dueOn: '2026-12-05' };
    const { content, taken, clashes } = rebased(base, mine, theirs);
    expect(content).toEqual({ ...base, title: '井盖缺失', dueOn: '2026-12-05' });
    expect(taken).toEqual(['dueOn']);
    expect(clashes).toEqual([]);
  });

  it('asks where both wrote, and keeps what was written until it is decided', () => {
    const mine = { ...base, severity: 1 as const };
    const theirs = { ...base, severity: 2 as const };
    const { content, clashes } = rebased(base, mine, theirs);
    expect(content.severity).toBe(1);
    expect(clashes).toEqual(['severity']);
    expect(withParts(content, theirs, clashes).severity).toBe(2);
  });

  it('asks nothing where both wrote the same', () => {
    const same = { ...base, title: '井盖没有了' };
    expect(rebased(base, same, same)).toEqual({ content: same, taken: [], clashes: [] });
  });

  it('takes a kind only together with its category', () => {
    const mine = { ...base, kind: 'streetLamp' };
    const theirs = { ...base, category: 'gas' as const, kind: 'leak' };
    const { content, clashes } = rebased(base, mine, theirs);
    expect(clashes).toEqual(['category']);
    expect(content).toMatchObject({ category: 'facility', kind: 'streetLamp' });
    expect(withParts(content, theirs, clashes)).toMatchObject({ category: 'gas', kind: 'leak' });
  });

  it('sees a shape that was marked anew', () => {
    const moved = { ...base, shape: { type: 'Point' as const, coordinates: [122.44, 36.9] as [number, number] } };
    expect(partsBetween(base, moved)).toEqual(['shape']);
  });
});
