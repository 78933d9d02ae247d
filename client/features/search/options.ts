import type { SearchKind, SearchResult } from '../../../shared/search.ts';

export type SearchItem = SearchResult['groups'][number]['items'][number];

/** Id of the list the search field controls. */
export const searchListId = 'search-results';

/** One choosable line of the results, with the id its `option` element carries. */
export type SearchOption = { elementId: string; kind: SearchKind; item: SearchItem };

/** The results as the one list the arrow keys walk through. */
export function searchOptions(result: SearchResult | undefined): SearchOption[] {
  if (!result) return [];
  return result.groups.flatMap((group) =>
    group.items.map((item, index) => ({ elementId: `search-${group.kind}-${index}`, kind: group.kind, item })),
  );
}

/** How many were found in all groups. */
export function searchTotal(result: SearchResult): number {
  return result.groups.reduce((total, group) => total + group.total, 0);
}

/** The next index of a list of `length` after a step, running round at both ends; from nowhere (-1) to an end. */
export function stepThrough(index: number, step: 1 | -1, length: number): number {
  if (length === 0) return -1;
  if (index < 0) return step > 0 ? 0 : length - 1;
  return (index + step + length) % length;
}
