export const selectionKinds = ['household', 'households', 'zone', 'hazard', 'place', 'asset', 'member'] as const;
export type SelectionKind = (typeof selectionKinds)[number];

/** What a card is open for. `ids` lists all of several households at one point; `id` is then the first of them. */
export type Selection = { kind: SelectionKind; countyCode: string; id: number; ids?: number[] };

/** `household.371082.217`, or `households.371082.217.218.219` for several. */
export function writeSelection(selection: Selection): string {
  return [selection.kind, selection.countyCode, ...(selection.ids ?? [selection.id])].join('.');
}

/** The selection a word of the URL names, or null when it names none. */
export function readSelection(word: string): Selection | null {
  const [kindWord, countyCode, ...idWords] = word.split('.');
  const kind = selectionKinds.find((known) => known === kindWord);
  const ids = idWords.map(Number);
  const id = ids[0];
  const wellFormed = ids.every((each) => Number.isSafeInteger(each) && each > 0);
  if (!kind || !countyCode || !/^\d{6}$/.test(countyCode) || id === undefined || !wellFormed) return null;
  if (kind === 'households') return { kind, countyCode, id, ids };
  return ids.length === 1 ? { kind, countyCode, id } : null;
}
