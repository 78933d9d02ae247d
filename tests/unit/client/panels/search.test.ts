import { describe, expect, it } from 'vitest';
import { matchParts } from '../../../../client/features/search/matchParts.ts';
import { searchOptions, searchTotal, stepThrough } from '../../../../client/features/search/options.ts';
import type { SearchResult } from '../../../../shared/search.ts';

const item = {
  id: 217,
  countyCode: '371082',
  villageCode: '371082999001',
  title: '幸福街 17 号',
  subtitle: '',
  position: null,
  bounds: null,
};
const result: SearchResult = {
  groups: [
    { kind: 'household', total: 14, items: [item, { ...item, id: 218 }] },
    { kind: 'hazard', total: 1, items: [{ ...item, id: 3 }] },
  ],
};

describe('what was searched for', () => {
  it('is set apart in the title, whatever its case', () => {
    expect(matchParts('户 H-0217', 'h-02')).toEqual([
      { text: '户 ', matched: false },
      { text: 'H-02', matched: true },
      { text: '17', matched: false },
    ]);
  });

  it('leaves a title whole that was found by its pinyin', () => {
    expect(matchParts('刘爱民', 'lam')).toEqual([{ text: '刘爱民', matched: false }]);
  });

  it('is taken as it is typed, not as a pattern', () => {
    expect(matchParts('a.c abc', '.')).toEqual([
      { text: 'a', matched: false },
      { text: '.', matched: true },
      { text: 'c abc', matched: false },
    ]);
  });
});

describe('the list of results', () => {
  it('is one list for the arrow keys, with an id for every line', () => {
    const options = searchOptions(result);
    expect(options.map(({ kind, item: { id } }) => [kind, id])).toEqual([
      ['household', 217],
      ['household', 218],
      ['hazard', 3],
    ]);
    expect(new Set(options.map(({ elementId }) => elementId)).size).toBe(3);
  });

  it('counts what is not listed too', () => {
    expect(searchTotal(result)).toBe(15);
  });

  it('runs round at both ends and starts at the near one', () => {
    expect(stepThrough(-1, 1, 3)).toBe(0);
    expect(stepThrough(-1, -1, 3)).toBe(2);
    expect(stepThrough(2, 1, 3)).toBe(0);
    expect(stepThrough(0, -1, 3)).toBe(2);
    expect(stepThrough(-1, 1, 0)).toBe(-1);
  });
});
