import type { Dossier } from '../../../shared/household.ts';

type HistoryRow = Dossier['history'][number];

const knownActions: ReadonlySet<string> = new Set([
  'import',
  'place',
  'create',
  'update',
  'assign',
  'link',
  'unlink',
  'end',
]);

/** Keys and values of the two halves of a change in words: who did what, and from what to what when it is known. */
export type ChangeWords = {
  deed: { key: string; values: { action: string } };
  values: { key: string; values: { before: string; after: string } } | null;
};

export function changeWords(row: HistoryRow): ChangeWords {
  const key = knownActions.has(row.action) ? `household.action.${row.action}` : 'household.action.other';
  return { deed: { key, values: { action: row.action } }, values: valueWords(row) };
}

function valueWords({ before, after }: HistoryRow): ChangeWords['values'] {
  const values = { before: before ?? '', after: after ?? '' };
  if (values.before === values.after) return null;
  if (values.before === '') return { key: 'household.changedTo', values };
  if (values.after === '') return { key: 'household.changedFrom', values };
  return { key: 'household.changed', values };
}

const namedCadences = [7, 14, 30, 90];

/** Key of how often somebody is to be visited: a phrase for the usual ones, else the number of days. */
export function cadenceKey(visitEveryDays: number): string {
  return namedCadences.includes(visitEveryDays) ? `household.every${visitEveryDays}` : 'household.every';
}
